package import LakeModel

/// A named, typed column or part of one.
///
/// Source: Iceberg specification, "Schemas" and "Nested Types".
public struct NestedField: Hashable, Sendable {
    /// The number that survives renames; unique in a table, those of nested fields included.
    public var id: Int32
    /// The name, unique among its siblings.
    public var name: String
    /// Whether every row has a value.
    public var isRequired: Bool
    /// What its values are.
    public var type: IcebergType
    /// What people say about it.
    public var documentation: String?
    /// Members of its JSON that this package does not interpret, such as `initial-default`.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates a field.
    public init(
        id: Int32,
        name: String,
        isRequired: Bool,
        type: IcebergType,
        documentation: String? = nil
    ) {
        self.id = id
        self.name = name
        self.isRequired = isRequired
        self.type = type
        self.documentation = documentation
    }
}
