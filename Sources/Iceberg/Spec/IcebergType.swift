/// A column's type.
///
/// Source: Iceberg specification, "Schemas and Data Types".
public indirect enum IcebergType: Hashable, Sendable {
    /// One value.
    case primitive(PrimitiveType)
    /// Named fields.
    case structure([NestedField])
    /// Any number of elements.
    case list(elementID: Int32, element: IcebergType, isElementRequired: Bool)
    /// Keys, which are never null, and their values.
    case map(
        keyID: Int32,
        key: IcebergType,
        valueID: Int32,
        value: IcebergType,
        isValueRequired: Bool
    )
}
