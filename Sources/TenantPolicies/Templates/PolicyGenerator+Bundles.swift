import LakeModel

/// Terraform and CloudFormation: the other forms, as resources.
extension PolicyGenerator {
    /// Sources: AWS CloudFormation User Guide, "Understand CloudFormation quotas": resources in a
    /// template, and the size of a template body that lies in S3.
    private static let stackResourcesMax = 500
    private static let stackBytesMax = 1_000_000
    /// Terraform knows no limit; a file that people can open does.
    private static let terraformTenantsMax = 500

    func bundle(
        _ form: PolicyForm,
        _ tenants: [PolicyTenant],
        _ scope: TemplateScope,
        to sink: (GeneratedFile) throws -> Void
    ) throws {
        let isTerraform = form == .terraform
        let suffix = isTerraform ? ".tf.json" : ".json"
        var scope = try bundleScope(scope)
        scope.isTerraform = isTerraform
        if !bundled.isDisjoint(with: [.abac, .bucket, .writer]) {
            let name = isTerraform ? PolicyTemplates.Name.terraformShared : .cloudformationShared
            try sink(Self.file(form, "shared\(suffix)", try rendered(name, scope)))
        }
        guard bundled.contains(.identity), !tenants.isEmpty else { return }
        let capacity = try isTerraform ? Self.terraformTenantsMax : capacity(tenants, scope)
        for (index, group) in TenantStacks(tenants, capacity: capacity).groups.enumerated()
        where !group.isEmpty {
            let node = try rendered(form, group, scope)
            let number = String(index)
            let name = String(repeating: "0", count: max(0, 3 - number.count)) + number
            try sink(Self.file(form, "tenants-\(name)\(suffix)", node))
        }
    }

    private static func file(_ form: PolicyForm, _ name: String, _ node: JSONNode) -> GeneratedFile
    {
        let bytes = node.pretty
        return GeneratedFile(
            form: form,
            path: "\(form.folder)/\(name)",
            bytes: bytes,
            policyBytes: bytes.count,
            limit: nil
        )
    }

    /// The shared values, with the documents of those forms that the bundle holds.
    private func bundleScope(
        _ shared: TemplateScope
    ) throws(PolicyGenerationError) -> TemplateScope {
        var scope = shared
        for (form, name, placeholder) in [
            (PolicyForm.abac, PolicyTemplates.Name.abacRole, TemplatePlaceholder.abacRole),
            (.abac, .abacTrust, .abacTrust), (.bucket, .bucket, .bucketPolicy),
            (.writer, .writer, .writerPolicy),
        ] where bundled.contains(form) {
            let path = PolicyFileRule(name).path
            scope.values[placeholder] = .document(try document(name, shared, path).node)
        }
        return scope
    }

    /// Tenants' resources.
    private func rendered(
        _ form: PolicyForm,
        _ tenants: [PolicyTenant],
        _ scope: TemplateScope
    ) throws(PolicyGenerationError) -> JSONNode {
        var scope = scope
        for tenant in tenants {
            // By its own name: an error here would otherwise be one of a missing value.
            _ = try userName(of: tenant)
            var own = try self.scope(of: tenant, within: sharedScope)
            let path = "\(PolicyForm.identity.folder)/\(tenant.id).json"
            own.values[.identity] = .document(try document(.identity, own, path).node)
            if bundled.contains(.kms), tenant.key != nil {
                let path = "\(PolicyForm.kms.folder)/\(tenant.id).json"
                own.values[.kmsPolicy] = .document(try document(.kms, own, path).node)
                scope.values[.kmsPolicy] = .flag
            }
            scope.tenants.append(own.values)
        }
        return try rendered(
            form == .terraform ? .terraformTenants : .cloudformationTenants,
            scope
        )
    }

    /// How many tenants fit into a stack: by their number of resources, and by the bytes of the one
    /// whose name is the longest and which has all tables.
    private func capacity(
        _ tenants: [PolicyTenant],
        _ scope: TemplateScope
    ) throws(PolicyGenerationError) -> Int {
        guard let longest = tenants.max(by: { $0.id.name.utf8.count < $1.id.name.utf8.count })
        else { return 1 }
        var stand = longest
        stand.tables = nil
        stand.key = tenants.lazy.compactMap(\.key).first
        let node = try rendered(.cloudformation, [stand], scope)
        let resources = max(1, node["Resources"]?.members?.count ?? 1)
        return max(
            1,
            min(Self.stackResourcesMax / resources, Self.stackBytesMax / node.pretty.count)
        )
    }
}
