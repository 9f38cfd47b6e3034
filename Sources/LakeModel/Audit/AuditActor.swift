/// Who did something that is audited.
public enum AuditActor: Hashable, Sendable, CustomStringConvertible {
    /// Nobody knows: no credential counted.
    case unknown
    /// A tenant, by its credential.
    case tenant(TenantID)
    /// An operator, by a credential.
    case admin
    /// Whoever ran a command, by the name that the system gives them.
    case command(user: AuditText)
    /// The server, on its own account.
    case server

    /// `unknown`, `tenant`, `admin`, `command:root` or `server`; which tenant stands in a field of
    /// its own.
    public var description: String {
        switch self {
        case .unknown: "unknown"
        case .tenant: "tenant"
        case .admin: "admin"
        case .command(let user): "command:\(user)"
        case .server: "server"
        }
    }
}
