import LakeModel
import LakeServer
import ObjectStorage
import Pipeline

/// What is said about the tenants of a lake, opened for a command.
struct OpenedTenants: Sendable {
    let store: any ObjectStore
    /// The keys that tenants' objects are encrypted with, once they are known.
    let keys: TenantKeys
    /// The operator's file or folder, where the configuration names one.
    let file: String?
    /// What the configuration says.
    let defaults: TenantDirectory
    /// Whether the operator says that the lake has one writer alone.
    let isSingleWriter: Bool
    /// Where changes are told of.
    let audit: AuditLog

    /// The object in the lake.
    var tenants: TenantStore { TenantStore(store) }

    /// What all sources say together, as a server with this configuration sees it.
    func directory() async throws -> TenantDirectory {
        let operators = try file.map { try TenantRegistry.directory(at: $0) } ?? TenantDirectory()
        let stored = try await tenants.read()?.directory ?? TenantDirectory()
        return defaults.overlaid(by: operators).overlaid(by: stored)
    }

    /// Changes what the lake says about a tenant, and tells the audit of it.
    ///
    /// - Returns: what is said about the tenant now, by all sources.
    /// - Throws: what `change` throws, or ``Pipeline/TenantStoreError``.
    func change(
        _ tenant: TenantID,
        _ kind: AuditEvent.Kind,
        action: AuditText,
        _ change: (inout TenantRecord) throws -> Void
    ) async throws -> TenantRecord {
        var event = AuditEvent(
            kind,
            by: AuditOpening.actor,
            tenant: tenant,
            action: action,
            resource: AuditText(tenants.location)
        )
        do {
            // Of two operators at once, neither's word may get lost.
            try await StoreProof(store, isSingleWriter: isSingleWriter).require()
            let record = try await tenants.update(tenant, change)
            event.detail = AuditText(record.summary)
            audit.tell(event)
        } catch {
            event.outcome = .failed
            event.detail = AuditText("\(error)")
            audit.tell(event)
            throw error
        }
        return try await directory().record(of: tenant) ?? TenantRecord()
    }
}
