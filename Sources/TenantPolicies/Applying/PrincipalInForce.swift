/// A user as a service has it: what it may do, by which policies.
public struct PrincipalInForce: Hashable, Sendable {
    /// A managed policy that the user has.
    public struct Attached: Hashable, Sendable {
        /// The policy's name.
        public let name: String
        /// What it is attached by.
        public let arn: String
        /// What it says; nil when nobody asked.
        public let document: PolicyText?

        /// Creates a description.
        public init(name: String, arn: String, document: PolicyText?) {
            self.name = name
            self.arn = arn
            self.document = document
        }
    }

    /// The user's path; nil when there is no such user.
    public var path: String?
    /// The inline policies by name; nil for one that nobody asked for.
    public var inline: [String: PolicyText?]
    /// The managed policies.
    public var attached: [Attached]

    /// Creates a description.
    public init(path: String?, inline: [String: PolicyText?] = [:], attached: [Attached] = []) {
        self.path = path
        self.inline = inline
        self.attached = attached
    }

    /// There is no such user.
    public static let absent = PrincipalInForce(path: nil)
}
