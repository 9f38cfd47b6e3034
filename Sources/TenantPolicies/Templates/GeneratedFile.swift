/// A file that was generated, and what it counts for where it is used.
public struct GeneratedFile: Hashable, Sendable {
    /// The form that it is of.
    public let form: PolicyForm
    /// Where it belongs, below the folder of all: `identity/acme.json`.
    public let path: String
    /// The file, as JSON for people.
    public let bytes: [UInt8]
    /// The size that its mechanism counts.
    public let policyBytes: Int
    /// How large that may be; nil where nobody says.
    public let limit: PolicyLimit?

    /// Creates a file.
    public init(
        form: PolicyForm,
        path: String,
        bytes: [UInt8],
        policyBytes: Int,
        limit: PolicyLimit?
    ) {
        self.form = form
        self.path = path
        self.bytes = bytes
        self.policyBytes = policyBytes
        self.limit = limit
    }
}
