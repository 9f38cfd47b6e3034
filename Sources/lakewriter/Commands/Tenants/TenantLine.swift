import LakeModel

/// What is said of a tenant on standard output.
struct TenantLine {
    let tenant: TenantID
    let record: TenantRecord
    /// Whether somebody entered it; else it is served under the defaults.
    let isEntered: Bool

    /// The line, for people or for programs.
    func text(json isJSON: Bool) -> String {
        guard isJSON else {
            return "\(tenant)  \(record.summary)\(isEntered ? "" : "  (not entered)")"
        }
        var json = JSONWriter()
        json.object { json in
            json.member("tenant", tenant.name)
            json.member("entered", isEntered)
            json.name("record")
            record.write(to: &json)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
