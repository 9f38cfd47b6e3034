/// What holds for the policy that a template comes to.
struct PolicyFileRule {
    /// The form that it is of.
    let form: PolicyForm
    /// Its file, where all tenants share it.
    let path: String
    /// Where it is attached.
    let kind: PolicyKind
    /// How long it may be there.
    let limit: PolicyLimit

    init(_ name: PolicyTemplates.Name) {
        switch name {
        case .identity: self.init(.identity, "", .identity, .managed)
        case .session: self.init(.session, "", .identity, .session)
        case .minio: self.init(.minio, "", .identity, .minio)
        case .kms: self.init(.kms, "", .resource, .key)
        case .abacRole: self.init(.abac, "abac/role.json", .identity, .roleInline)
        case .abacTrust: self.init(.abac, "abac/trust.json", .trust, .trust)
        case .bucket: self.init(.bucket, "bucket/policy.json", .resource, .bucket)
        case .writer: self.init(.writer, "writer/policy.json", .identity, .managed)
        case .writerErasure: self.init(.writer, "writer/erasure.json", .identity, .managed)
        case .accessGrants, .terraformShared, .terraformTenants, .cloudformationShared,
            .cloudformationTenants:
            preconditionFailure("\(name) comes to no policy")
        }
    }

    private init(_ form: PolicyForm, _ path: String, _ kind: PolicyKind, _ limit: PolicyLimit) {
        self.form = form
        self.path = path
        self.kind = kind
        self.limit = limit
    }
}
