/// The columns that the writer itself fills, and the names that events may not claim.
public enum SystemColumns {
    /// Whose row this is, from the credential alone.
    public static let tenantID = Field(
        id: FieldID(1),
        name: "tenant_id",
        type: .string,
        isRequired: true
    )
    /// The event's own id, or a UUIDv7 where it brings none.
    public static let eventID = Field(
        id: FieldID(2),
        name: "event_id",
        type: .string,
        isRequired: true
    )
    /// When the event happened, or its ingest time where it does not say.
    public static let eventTime = Field(
        id: FieldID(3),
        name: "event_time",
        type: .timestamptz,
        isRequired: true
    )
    /// When the server took the event, by the server's clock.
    public static let ingestTime = Field(
        id: FieldID(4),
        name: "ingest_time",
        type: .timestamptz,
        isRequired: true
    )
    /// The fields that the schema does not name, as one JSON object.
    public static let extra = Field(id: FieldID(5), name: "extra", type: .json)

    /// The first id that a table's own fields may have.
    public static let firstOwnFieldID = FieldID(100)

    /// The first id of columns that are added for fields of events; a schema file's lie below it,
    /// so that neither takes the other's numbers.
    public static let firstEvolvedFieldID = FieldID(10_000)

    /// The columns in front of the table's own, in order.
    public static let leading = [tenantID, eventID, eventTime, ingestTime]

    /// Names that a client's field may not have as a column; such a field lands in `extra`, unless
    /// the schema maps it to what the name means.
    public static let reservedNames: Set<String> = [
        "tenant_id", "event_id", "event_time", "ingest_time", "extra", "tenantId", "dt",
    ]
}
