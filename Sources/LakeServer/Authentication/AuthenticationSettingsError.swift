/// Why settings of the authenticator cannot be used; found at the start, never at a request.
public struct AuthenticationSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, for the operator.
    public let description: String

    /// Creates the error.
    package init(_ description: String) {
        self.description = description
    }
}
