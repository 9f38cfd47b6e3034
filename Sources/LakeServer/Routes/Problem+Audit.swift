import LakeModel
import NIOHTTP1

extension Problem {
    /// The refusal as it is audited: what was asked for by its route, never by its path.
    func audited(_ head: HTTPRequestHead?, peer: String?) -> AuditEvent {
        var event = AuditEvent(
            .requestDenied,
            status.code < 500 ? .denied : .failed,
            by: tenant.map { .tenant($0) } ?? .unknown,
            tenant: tenant
        )
        event.action = head.flatMap(Self.action)
        event.resource = table.map { "\($0)" }
        event.reason = AuditText(code)
        event.detail = cause.map { AuditText($0) }
        event.status = Int(status.code)
        event.peer = peer.map { AuditText($0) }
        return event
    }

    private static func action(of head: HTTPRequestHead) -> AuditText? {
        switch try? Route(head) {
        case .events: "POST /v1/tables/{table}/events"
        case .catalog(let route): AuditText(route.operation.rawValue)
        case .liveness, .readiness, .options, nil: nil
        }
    }
}
