import LakeServer
import Logging
import ServiceLifecycle
import UnixSignals

/// Keeps what is known of tenants up to date while the server runs.
///
/// The store is asked every `interval`, so that a suspension takes effect within two of them; the
/// operator's file is looked at every two seconds; both at once on SIGHUP, when the audit log is also
/// opened again.
struct TenantWatcher: Service {
    let registry: TenantRegistry
    let audit: AuditLog
    let interval: Duration
    /// Files are read there: the threads of requests never wait for a disk.
    let executor: any TaskExecutor

    private static let fileInterval = Duration.seconds(2)

    private enum Knock {
        case store
        case file
        case hangup
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskExecutorPreference(executor) { await watch() }
        }
    }

    private func watch() async {
        // What comes while the store is slow to answer need not be done twice.
        let (knocks, continuation) = AsyncStream.makeStream(
            of: Knock.self,
            bufferingPolicy: .bufferingNewest(2)
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await tick(every: interval) { continuation.yield(.store) } }
            group.addTask { await tick(every: Self.fileInterval) { continuation.yield(.file) } }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) {
                    continuation.yield(.hangup)
                }
            }
            for await knock in knocks { await answer(knock) }
            group.cancelAll()
        }
    }

    private func tick(every interval: Duration, _ knock: @Sendable () -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            knock()
        }
    }

    private func answer(_ knock: Knock) async {
        if knock == .hangup { audit.reopen() }
        if knock != .store { registry.refreshFile() }
        if knock != .file { await registry.refreshStore() }
        audit.tellUnsaid()
    }
}
