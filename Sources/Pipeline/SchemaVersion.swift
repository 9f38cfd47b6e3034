public import Columnar
public import LakeModel

/// A table's schema and the fingerprint of the file that it was read from.
///
/// Records of the log carry the fingerprint: a request is replayed with the very schema it was
/// acknowledged under, whatever the file says since.
public struct SchemaVersion: Hashable, Sendable {
    /// The schema.
    public let schema: TableSchema
    /// How its events are decoded, worked out once for all tenants.
    public let plan: DecodePlan
    /// A hash of the table's name and the file's bytes.
    public let fingerprint: UInt64

    /// Creates the version that a schema file describes.
    ///
    /// - Parameters:
    ///   - schema: what the file says.
    ///   - file: the file's bytes, from which the fingerprint is made.
    public init(schema: TableSchema, file: some Sequence<UInt8>) {
        // With the table's name: two tables may have equal files, and their columns other ids.
        let named = Self.hash(file, Self.hash(schema.name.name.utf8, Self.basis))
        self.init(schema: schema, fingerprint: named)
    }

    /// Creates the version of a schema whose file is ``LakeModel/TableSchema/file``.
    package init(schema: TableSchema) {
        self.init(schema: schema, file: schema.file)
    }

    private init(schema: TableSchema, fingerprint: UInt64) {
        self.schema = schema
        plan = DecodePlan(schema: schema)
        self.fingerprint = fingerprint
    }

    /// The version of `dead_letters`, which no file holds.
    public static let deadLetters = SchemaVersion(schema: .deadLetters, fingerprint: 0)

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The 64-bit FNV-1a hash of bytes, going on from an earlier one.
    private static func hash(_ bytes: some Sequence<UInt8>, _ start: UInt64) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Compared by fingerprint: it stands for the rest.
    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.fingerprint == rhs.fingerprint }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
