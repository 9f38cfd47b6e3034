import Foundation
import Iceberg
import LakeModel
import LakeServer
import ObjectStorage
import Pipeline

/// An erasure put together of its parts: the lake's word about the tenant, its folders, its keys.
struct ErasureRun: Sendable {
    private let tenant: TenantID
    private let opened: OpenedTenants
    private let erasure: TenantErasure
    private let principals: PrincipalErasure?
    private let settle: Duration

    /// Opens everything that is needed; nothing is changed yet.
    ///
    /// - Throws: what is wrong with the configuration.
    init(
        of tenant: TenantID,
        from opened: OpenedTenants,
        settle: Duration,
        iamEndpoint: String?
    ) async throws {
        guard let store = opened.store as? any ErasableStore else {
            preconditionFailure("a lake lies in a directory or a bucket")
        }
        self.tenant = tenant
        self.opened = opened
        self.settle = settle
        principals = try iamEndpoint.map {
            try PrincipalErasure(of: tenant, at: $0, lake: store.location)
        }
        // Commits of a server may be under way: none is overtaken on a store that lies.
        let proof = StoreProof(store, isSingleWriter: opened.isSingleWriter)
        let bar = ErasureProgress()
        erasure = TenantErasure(
            of: tenant,
            from: store,
            catalog: await proof.catalog(),
            settings: ErasureSettings(settle: settle),
            runtime: .live,
            progress: { bar.show($0) }
        )
    }

    /// Counts what would be removed.
    func survey() async throws -> ErasureReport { try await erasure.survey() }

    /// Erases the tenant; every step may be repeated.
    func erase() async throws -> ErasureReport {
        _ = try await opened.change(tenant, .erasureBegun, action: "tenants erase") { record in
            // One that was erased before stays so: it is swept once more.
            record.state = max(record.state, .erasing)
        }
        var event = AuditEvent(.erasureFinished, by: AuditOpening.actor, tenant: tenant)
        event.action = "tenants erase"
        event.resource = AuditText(opened.store.location)
        do {
            // Before anything is removed, so that nobody goes on writing with the tenant's keys.
            try await principals?.run()
            // Until every server has read it, and what it had under way has ended.
            try await Task.sleep(for: settle)
            let report = try await erasure.run()
            try await opened.tenants.update(tenant) { $0.state = .erased }
            let total = report.total
            event.detail = AuditText(
                "tables=\(report.tables) objects=\(total.versions) bytes=\(total.bytes) "
                    + "delete-markers=\(total.deleteMarkers) uploads=\(total.uploads) "
                    + "listings=\(report.rounds)"
            )
            opened.audit.tell(event)
            return report
        } catch {
            event.outcome = .failed
            event.detail = AuditText("\(error)")
            opened.audit.tell(event)
            throw error
        }
    }
}

/// Tells a terminal how far an erasure is.
final class ErasureProgress: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Shows what was removed so far, in the same line.
    func show(_ report: ErasureReport) {
        guard isTerminal else { return }
        let total = report.total
        let line =
            "\r\(total.versions + total.deleteMarkers) versions, \(total.bytes) bytes removed"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
