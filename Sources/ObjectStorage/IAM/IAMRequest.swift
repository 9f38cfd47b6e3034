/// A request to IAM before it is signed: an action and its parameters.
///
/// Source: AWS IAM API Reference, "Making Query requests".
struct IAMRequest: Hashable, Sendable {
    /// The version of the Query API that every service speaks.
    static let version = "2010-05-08"

    /// The action's name: `CreateUser`.
    let action: String
    /// The parameters, decoded.
    var parameters: [SigningRequest.Pair]
    /// What the action is about, for messages: `user x`.
    let subject: String
    /// Whether doing it twice differs from doing it once, so that it is never sent again while an
    /// answer is missing.
    var isRepeatable = true

    init(
        _ action: String,
        about subject: String,
        _ parameters: KeyValuePairs<String, String?> = [:]
    ) {
        self.action = action
        self.subject = subject
        self.parameters = parameters.compactMap { name, value in value.map { .init(name, $0) } }
    }

    /// The body: a form.
    var form: [UInt8] {
        let fields: [SigningRequest.Pair] =
            [.init("Action", action), .init("Version", Self.version)] + parameters
        return Array(CanonicalRequest.query(fields).utf8)
    }
}
