/// Why policies are not generated.
public enum PolicyGenerationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A form needs what was not said; the option that says it.
    case missing(PolicyForm, option: String)
    /// Two things that were said contradict each other.
    case contradiction(String)
    /// A name does not go into a policy.
    case name(PolicyNameError)
    /// A template is wrong.
    case template(PolicyTemplateError)
    /// What a template comes to is no policy.
    case syntax(template: String, file: String, PolicySyntaxError)
    /// What a template comes to is longer than its mechanism takes.
    case tooLarge(file: String, bytes: Int, PolicyLimit)

    /// The tenants' folders are more than S3 Access Grants has grants for.
    case tooManyGrants(Int, max: Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .missing(let form, let option): "--form \(form.rawValue) needs \(option)"
        case .contradiction(let reason): reason
        case .name(let error): error.description
        case .template(let error): error.description
        case .syntax(let template, let file, let error):
            "\(template): what it comes to in \(file) is no policy: \(error)"
        case .tooManyGrants(let count, let max):
            "\(count) folders need as many access grants, and there are at most \(max) in a "
                + "region: name fewer tables by --tables, or use --form abac"
        case .tooLarge(let file, let bytes, let limit):
            "\(file) has \(bytes) bytes, and \(limit.name) at most \(limit.bytesMax): "
                + limit.advice
        }
    }
}
