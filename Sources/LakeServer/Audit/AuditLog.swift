public import LakeModel
public import Logging
import Synchronization

/// Where audit events go: a line each, in one place and in one place only.
///
/// Lines about refused requests are held to an ``AuditBudget``; all others are always written.
public final class AuditLog: Sendable {
    /// The place.
    public enum Destination: Hashable, Sendable {
        /// The program's own log, among its other lines.
        case log
        /// JSON lines on standard error.
        case standardError
        /// JSON lines at the end of a file.
        case file(String)
    }

    private enum Sink {
        case log
        case standardError
        case file(AuditFile)
    }

    private struct State {
        var budget = AuditBudget()
        /// Whether the last line could not be written, so that this is told once.
        var isFailing = false
    }

    private let sink: Sink
    private let microsecondsSinceEpoch: @Sendable () -> Int64
    private let logger: Logger
    private let state = Mutex(State())

    /// Opens the place.
    ///
    /// - Parameters:
    ///   - destination: where lines go.
    ///   - microsecondsSinceEpoch: the wall clock.
    ///   - logger: the program's own log, which is also told when a line cannot be written.
    /// - Throws: ``AuditLogError`` when the file cannot be opened.
    public init(
        _ destination: Destination = .log,
        microsecondsSinceEpoch: @escaping @Sendable () -> Int64,
        logger: Logger
    ) throws(AuditLogError) {
        switch destination {
        case .log: sink = .log
        case .standardError: sink = .standardError
        case .file(let path):
            do throws(SmallFile.Failure) {
                sink = .file(try AuditFile(path))
            } catch {
                throw AuditLogError("the audit log \(path) cannot be opened: \(error)")
            }
        }
        self.microsecondsSinceEpoch = microsecondsSinceEpoch
        self.logger = logger
    }

    /// Tells of an event, unless too many refused requests were told of this second.
    public func tell(_ event: AuditEvent) {
        guard event.kind != .requestDenied else { return tellDenied(event.tenant) { event } }
        write(event, at: microsecondsSinceEpoch())
    }

    /// Tells of a refused request of a tenant's, unless too many were told of this second; only
    /// then is the event made.
    package func tellDenied(_ tenant: TenantID?, _ event: () -> AuditEvent) {
        let now = microsecondsSinceEpoch()
        let verdict = state.withLock { $0.budget.judge(tenant, at: now / 1_000_000) }
        guard case .write(let unsaid) = verdict else { return }
        var event = event()
        event.unsaid = unsaid
        write(event, at: now)
    }

    /// Tells how many refused requests were left out, of tenants about whom nothing was told since;
    /// called now and then.
    public func tellUnsaid() {
        let now = microsecondsSinceEpoch()
        for (tenant, count) in state.withLock({ $0.budget.takeUnsaid(at: now / 1_000_000) }) {
            var event = AuditEvent(.requestDenied, .denied, by: .unknown, tenant: tenant)
            event.reason = "left_out"
            event.unsaid = count
            write(event, at: now)
        }
    }

    /// Opens the file again, after somebody has moved it away; nothing where there is none.
    public func reopen() {
        guard case .file(let file) = sink else { return }
        do throws(SmallFile.Failure) {
            try file.reopen()
        } catch {
            logger.error(
                "the audit log cannot be opened again; lines go on into the old file",
                metadata: ["reason": "\(error)"]
            )
        }
    }

    private func write(_ event: AuditEvent, at now: Int64) {
        do throws(SmallFile.Failure) {
            switch sink {
            case .log: logger.tell(event)
            case .standardError: try AuditFile.writeToStandardError(event.line(at: now))
            case .file(let file): try file.append(event.line(at: now))
            }
            state.withLock { $0.isFailing = false }
        } catch {
            let wasFailing = state.withLock { state in
                defer { state.isFailing = true }
                return state.isFailing
            }
            // What cannot be audited is at least told in the log.
            logger.tell(event)
            guard !wasFailing else { return }
            logger.error("the audit log cannot be written", metadata: ["reason": "\(error)"])
        }
    }
}

/// An audit log that cannot be opened.
public struct AuditLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, for people.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
