package import LakeModel

/// How the rows of a file are sorted.
///
/// Source: Iceberg specification, "Sorting".
public struct SortOrder: Hashable, Sendable {
    /// One key.
    public struct Field: Hashable, Sendable {
        /// The id of the column.
        public var sourceID: Int32
        /// How the key is made of the column.
        public var transform: Transform
        /// Whether small values come first.
        public var isAscending: Bool
        /// Whether nulls come before all values.
        public var hasNullsFirst: Bool
        /// Members of its JSON that this package does not interpret, such as `source-ids`.
        package var otherMembers: [JSONNode.Member] = []

        /// Creates a key.
        public init(
            sourceID: Int32,
            transform: Transform = .identity,
            isAscending: Bool = true,
            hasNullsFirst: Bool = true
        ) {
            self.sourceID = sourceID
            self.transform = transform
            self.isAscending = isAscending
            self.hasNullsFirst = hasNullsFirst
        }
    }

    /// Which of the table's orders this is; 0 is no order.
    public var orderID: Int32
    /// The keys, the first one first.
    public var fields: [Field]
    /// Members of its JSON that this package does not interpret.
    package var otherMembers: [JSONNode.Member] = []

    /// No order at all.
    public static let unsorted = SortOrder(orderID: 0, fields: [])

    /// Creates an order.
    public init(orderID: Int32, fields: [Field]) {
        self.orderID = orderID
        self.fields = fields
    }
}
