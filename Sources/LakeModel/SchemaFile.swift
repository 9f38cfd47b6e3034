/// A schema file, read and not yet understood.
public struct SchemaFile: Hashable, Sendable {
    /// Its path or name; it ends in `<table>.json`.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]

    /// Creates a file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
