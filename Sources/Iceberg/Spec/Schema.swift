package import LakeModel

/// The columns of a table at one time.
///
/// Source: Iceberg specification, "Schemas".
public struct Schema: Hashable, Sendable {
    /// Which of the table's schemas this is.
    public var schemaID: Int32
    /// The columns, in order.
    public var fields: [NestedField]
    /// The ids of the columns that identify a row.
    public var identifierFieldIDs: [Int32]
    /// Members of its JSON that this package does not interpret.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates a schema.
    public init(schemaID: Int32, fields: [NestedField], identifierFieldIDs: [Int32] = []) {
        self.schemaID = schemaID
        self.fields = fields
        self.identifierFieldIDs = identifierFieldIDs
    }
}
