import LakeModel

/// Writes tenants' policies in all forms, from templates.
///
/// The same terms, tenants and templates give the same bytes. Every policy is read again as one
/// before it is handed out, and is as long as its mechanism allows, or an error.
package struct PolicyGenerator: Sendable {
    let terms: PolicyTerms
    let templates: PolicyTemplates
    let forms: Set<PolicyForm>
    /// The forms that bundles hold.
    let bundled: Set<PolicyForm>
    let principals: LakePrincipals

    /// Creates a generator.
    ///
    /// - Parameters:
    ///   - terms: what is to be said.
    ///   - forms: what is written. Terraform and CloudFormation hold the others of it or, where
    ///     there are none, all that the terms suffice for.
    ///   - templates: how it is said.
    ///   - isComplete: whether what ``PolicyTerms/mayBePartial(_:)`` must be whole as well.
    /// - Throws: ``PolicyGenerationError`` when a form needs what the terms do not say.
    package init(
        _ terms: PolicyTerms,
        forms: Set<PolicyForm>,
        templates: PolicyTemplates,
        isComplete: Bool = true
    ) throws(PolicyGenerationError) {
        // Terraform and CloudFormation put in force what they hold.
        let isComplete = isComplete || forms.contains { $0.isBundle }
        for form in PolicyForm.allCases
        where forms.contains(form) && (isComplete || !terms.mayBePartial(form)) {
            if let option = terms.option(missingFor: form) {
                throw .missing(form, option: option)
            }
        }
        try terms.check()
        let others = forms.filter { !$0.isBundle }
        self.terms = terms
        self.forms = forms
        self.templates = templates
        bundled =
            others.isEmpty
            ? Set(PolicyForm.allCases.filter { terms.option(missingFor: $0) == nil }) : others
        principals = LakePrincipals(lake: terms.lake)
    }

    /// Generates the files, one after the other.
    ///
    /// - Parameters:
    ///   - tenants: for whom, each once.
    ///   - sink: what to do with a file; not all of them lie in memory at once.
    /// - Throws: ``PolicyGenerationError``, or what `sink` throws.
    package func generate(
        for tenants: [PolicyTenant],
        to sink: (GeneratedFile) throws -> Void
    ) throws {
        let tenants = tenants.sorted { $0.id < $1.id }
        try checkGrants(tenants)
        let shared = sharedScope
        for form in PolicyForm.allCases where forms.contains(form) && !form.isPerTenant {
            for file in try files(of: form, shared) { try sink(file) }
        }
        for tenant in tenants {
            let scope = try scope(of: tenant, within: shared)
            for form in PolicyForm.allCases where forms.contains(form) && form.isPerTenant {
                try sink(try file(of: form, tenant, scope))
            }
        }
        for form in PolicyForm.allCases where forms.contains(form) && form.isBundle {
            try bundle(form, tenants, shared, to: sink)
        }
    }

    /// The most grants of an account in a region.
    ///
    /// Source: Amazon S3 User Guide, "S3 Access Grants limitations".
    private static let accessGrantsMax = 100_000

    private func checkGrants(_ tenants: [PolicyTenant]) throws(PolicyGenerationError) {
        guard forms.contains(.accessGrants) else { return }
        let count = tenants.reduce(0) { $0 + terms.grant(of: $1).folders.count }
        guard count <= Self.accessGrantsMax else {
            throw .tooManyGrants(count, max: Self.accessGrantsMax)
        }
    }

    /// The files of a form that all tenants share, without bundles.
    private func files(
        of form: PolicyForm,
        _ scope: TemplateScope
    ) throws(PolicyGenerationError) -> [GeneratedFile] {
        switch form {
        case .abac:
            [try file(.abacRole, scope)]
                + (terms.brokerRoles.isEmpty ? [] : [try file(.abacTrust, scope)])
        case .bucket: [try file(.bucket, scope)]
        case .writer: [try file(.writer, scope), try file(.writerErasure, scope)]
        case .identity, .session, .minio, .accessGrants, .kms, .terraform, .cloudformation: []
        }
    }

    /// The file of a tenant.
    private func file(
        of form: PolicyForm,
        _ tenant: PolicyTenant,
        _ scope: TemplateScope
    ) throws(PolicyGenerationError) -> GeneratedFile {
        let path = "\(form.folder)/\(tenant.id).json"
        switch form {
        case .identity: return try file(.identity, scope, path)
        case .session: return try file(.session, scope, path)
        case .minio: return try file(.minio, scope, path)
        case .kms: return try file(.kms, scope, path)
        case .accessGrants:
            _ = try userName(of: tenant)
            let node = try rendered(.accessGrants, scope)
            return GeneratedFile(
                form: form,
                path: path,
                bytes: node.pretty,
                policyBytes: node.compactText.utf8.count,
                limit: nil
            )
        case .abac, .bucket, .writer, .terraform, .cloudformation:
            preconditionFailure("\(form) has no file for a tenant")
        }
    }

    private func file(
        _ name: PolicyTemplates.Name,
        _ scope: TemplateScope,
        _ path: String? = nil
    ) throws(PolicyGenerationError) -> GeneratedFile {
        let rule = PolicyFileRule(name)
        let path = path ?? rule.path
        let document = try document(name, scope, path)
        return GeneratedFile(
            form: rule.form,
            path: path,
            bytes: document.pretty,
            policyBytes: document.compact.count,
            limit: rule.limit
        )
    }

    /// A template's policy, which was read as one and fits.
    func document(
        _ name: PolicyTemplates.Name,
        _ scope: TemplateScope,
        _ path: String
    ) throws(PolicyGenerationError) -> PolicyDocument {
        let rule = PolicyFileRule(name)
        let node = try rendered(name, scope)
        let document: PolicyDocument
        do throws(PolicySyntaxError) {
            document = try PolicyDocument(node, as: rule.kind)
        } catch {
            throw .syntax(template: templates[name].file, file: path, error)
        }
        let bytes = document.compact.count
        guard bytes <= rule.limit.bytesMax else {
            throw .tooLarge(file: path, bytes: bytes, rule.limit)
        }
        return document
    }

    func rendered(
        _ name: PolicyTemplates.Name,
        _ scope: TemplateScope
    ) throws(PolicyGenerationError) -> JSONNode {
        do throws(PolicyTemplateError) {
            return try templates[name].rendered(in: scope)
        } catch {
            throw .template(error)
        }
    }

    func userName(of tenant: PolicyTenant) throws(PolicyGenerationError) -> String {
        do throws(PolicyNameError) {
            return try principals.userName(of: tenant.id)
        } catch {
            throw .name(error)
        }
    }
}
