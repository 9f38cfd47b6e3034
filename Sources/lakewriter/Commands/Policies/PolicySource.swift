import LakeModel
import TenantPolicies

/// Where the policies that are to be in force come from: the generator, one document at a time.
struct PolicySource: Sendable {
    let terms: PolicyTerms
    let templates: PolicyTemplates

    /// What users and roles of the lake are called.
    var principals: LakePrincipals { LakePrincipals(lake: terms.lake) }

    /// A tenant's policy in a form that has one for each.
    func document(_ form: PolicyForm, of tenant: PolicyTenant) throws -> PolicyDocument {
        let documents = try documents(form, [tenant])
        guard let document = documents.first(where: { $0.path.contains("/\(tenant.id).json") })
        else { preconditionFailure("form \(form.rawValue) has a file for each tenant") }
        return document.document
    }

    /// The policies of a form that all tenants share, by the file's name.
    func shared(_ form: PolicyForm, _ file: String) throws -> PolicyDocument {
        guard let found = try documents(form, []).first(where: { $0.path == file }) else {
            preconditionFailure("form \(form.rawValue) has a file \(file)")
        }
        return found.document
    }

    private func documents(
        _ form: PolicyForm,
        _ tenants: [PolicyTenant]
    ) throws -> [(path: String, document: PolicyDocument)] {
        let generator = try PolicyGenerator(terms, forms: [form], templates: templates)
        var documents: [(path: String, document: PolicyDocument)] = []
        try generator.generate(for: tenants) { file in
            let kind: PolicyKind =
                switch file.path {
                case "abac/trust.json": .trust
                case "bucket/policy.json": .resource
                default: .identity
                }
            documents.append((file.path, try PolicyDocument(file.bytes, as: kind)))
        }
        return documents
    }
}
