import LakeModel
import TenantPolicies

/// What `policies apply` says of one tenant, or of what all tenants share.
struct TenantOutcome: Sendable, Encodable {
    /// The tenant; nil for what all share.
    var tenant: String?
    /// The steps, done or to be done.
    var changes: [PolicyChange] = []
    /// Policies of somebody else's that the user has.
    var strangers: [String] = []
    /// Denials that the service cannot keep.
    var dropped: [String] = []
    /// Why it broke off.
    var error: String?
    /// Whether trying other tenants is of no use.
    var isHopeless = false

    private enum CodingKeys: String, CodingKey {
        case tenant, changes, strangers, dropped, error
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(tenant, forKey: .tenant)
        try container.encode(changes.map(\.description), forKey: .changes)
        try container.encode(strangers, forKey: .strangers)
        try container.encode(dropped, forKey: .dropped)
        try container.encodeIfPresent(error, forKey: .error)
    }

    /// The lines for people; empty when there is nothing to tell.
    var lines: [String] {
        var lines = changes.flatMap(\.details)
        if !strangers.isEmpty {
            lines.append(
                "! \(tenant ?? "role"): has policies of somebody else's, which may allow more: "
                    + strangers.joined(separator: ", ")
            )
        }
        if let error { lines.append("! \(tenant ?? "shared"): \(error)") }
        return lines
    }

    /// Whether a program is told: there is more to say than that all is well.
    var isTold: Bool { !changes.isEmpty || !strangers.isEmpty || error != nil }
}
