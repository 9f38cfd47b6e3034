extension AWSProfile: CustomStringConvertible, CustomReflectable {
    /// The profile's name; its settings may be secret.
    public var description: String { "profile \(name)" }

    /// Shows the name alone.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
