import LakeModel
import Pipeline

extension AuditEvent {
    /// That a server did not write events, because their tenant is being erased.
    init(_ voided: VoidedEvents) {
        self.init(
            .erasureBegun,
            by: .server,
            tenant: voided.tenant,
            action: "void events",
            detail: AuditText("generations=\(voided.generations) rows=\(voided.rows)")
        )
    }
}
