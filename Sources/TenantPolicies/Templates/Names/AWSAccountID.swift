/// The number of an account with AWS.
///
/// Always twelve digits.
public struct AWSAccountID: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    public let digits: String

    /// The digits, for messages and ARNs.
    public var description: String { digits }

    /// Creates a number from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` when it has not twelve digits.
    public init(_ digits: String) throws(PolicyNameError) {
        guard digits.utf8.count == 12, digits.utf8.allSatisfy(NameBytes.isDigit) else {
            throw PolicyNameError(kind: "account", rule: "an account's number has twelve digits")
        }
        self.digits = digits
    }
}
