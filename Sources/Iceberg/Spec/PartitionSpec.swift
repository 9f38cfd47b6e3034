package import LakeModel

/// How the rows of a table are spread over files.
///
/// Source: Iceberg specification, "Partition Specs".
public struct PartitionSpec: Hashable, Sendable {
    /// One part of a partition.
    public struct Field: Hashable, Sendable {
        /// The id of the column that the value is made of.
        public var sourceID: Int32
        /// Its own number: 1000 and up, or ``unassigned``.
        public var fieldID: Int32
        /// Its name, which no column has that is not its source.
        public var name: String
        /// How the value is made.
        public var transform: Transform
        /// Members of its JSON that this package does not interpret, such as `source-ids`.
        package var otherMembers: [JSONNode.Member] = []

        /// The number of a field that has none yet: the table gives it the next free one, or that
        /// of the field that was made in the same way before.
        public static let unassigned: Int32 = -1

        /// Creates a field.
        public init(sourceID: Int32, fieldID: Int32, name: String, transform: Transform) {
            self.sourceID = sourceID
            self.fieldID = fieldID
            self.name = name
            self.transform = transform
        }
    }

    /// The number of a table's first partition field.
    ///
    /// Source: Iceberg specification, "Partition Evolution".
    public static let firstFieldID: Int32 = 1000

    /// Which of the table's specs this is.
    public var specID: Int32
    /// The parts, in the order of the partition's values; none where the table has no partitions.
    public var fields: [Field]
    /// Members of its JSON that this package does not interpret.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates a spec.
    public init(specID: Int32, fields: [Field]) {
        self.specID = specID
        self.fields = fields
    }
}
