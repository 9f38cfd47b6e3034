/// The templates of a folder, each read and understood once.
package struct PolicyTemplates: Sendable {
    /// The templates that there are; the file is the raw value with `.json` behind it.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case identity
        case session
        case abacRole = "abac-role"
        case abacTrust = "abac-trust"
        case minio
        case bucket
        case writer
        case writerErasure = "writer-erasure"
        case accessGrants = "access-grants"
        case kms
        case terraformShared = "terraform-shared"
        case terraformTenants = "terraform-tenants"
        case cloudformationShared = "cloudformation-shared"
        case cloudformationTenants = "cloudformation-tenants"

        /// The file of the template.
        package var file: String { "\(rawValue).json" }
    }

    private let templates: [Name: PolicyTemplate]

    /// Reads all templates.
    ///
    /// - Parameter read: the bytes of a template's file, and what it is called in errors.
    /// - Throws: ``PolicyTemplateError``, of `read` or of what it read.
    package init(
        read: (Name) throws(PolicyTemplateError) -> (bytes: [UInt8], file: String)
    ) throws(PolicyTemplateError) {
        var templates: [Name: PolicyTemplate] = [:]
        for name in Name.allCases {
            let (bytes, file) = try read(name)
            templates[name] = try PolicyTemplate(bytes, file: file)
        }
        self.templates = templates
    }

    subscript(name: Name) -> PolicyTemplate {
        guard let template = templates[name] else {
            preconditionFailure("every template was read")
        }
        return template
    }
}
