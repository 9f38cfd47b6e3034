/// A named, typed column or a part of one.
public struct Field: Hashable, Sendable {
    /// The number that survives renames.
    public let id: FieldID
    /// The name in JSON, Parquet and Iceberg; a list's element is named `element`.
    public let name: String
    /// What its values mean.
    public let type: LogicalType
    /// Whether every event must carry a value.
    public let isRequired: Bool
    /// The description that the schema file gives, for people.
    public let documentation: String?
    /// How JSON values are read where the type alone does not say.
    public let reading: Reading
    /// The only texts that a string may be, in the schema's order; nil allows all.
    public let allowedValues: [String]?
    /// Whether the column was added for a field that events brought and no schema file names.
    ///
    /// A value of another type is no fault of its event then: it is kept in `extra`.
    public let isEvolved: Bool

    /// How a JSON value becomes one of the field's type.
    public enum Reading: Hashable, Sendable {
        /// As RFC 8259 and the type say; times are RFC 3339 text.
        case plain
        /// A JSON number of seconds since 1970, fractions kept to the microsecond.
        case epochSeconds
        /// A JSON number of milliseconds since 1970.
        case epochMilliseconds
        /// A JSON number of microseconds since 1970.
        case epochMicroseconds
    }

    /// Creates a field.
    public init(
        id: FieldID,
        name: String,
        type: LogicalType,
        isRequired: Bool = false,
        documentation: String? = nil,
        reading: Reading = .plain,
        allowedValues: [String]? = nil,
        isEvolved: Bool = false
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.documentation = documentation
        self.reading = reading
        self.allowedValues = allowedValues
        self.isEvolved = isEvolved
    }
}
