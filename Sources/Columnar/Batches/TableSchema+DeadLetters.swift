public import LakeModel

extension TableSchema {
    /// The table that rejected events go to, an ordinary table with the reason and the raw bytes.
    ///
    /// `event_time` is the time of ingestion: what the event itself says cannot be trusted.
    public static let deadLetters = TableSchema(
        name: .deadLetters,
        fields: SystemColumns.leading + [
            Field(
                id: FieldID(100),
                name: "table",
                type: .string,
                isRequired: true,
                documentation: "The table that the event was sent to."
            ),
            Field(
                id: FieldID(101),
                name: "code",
                type: .string,
                isRequired: true,
                documentation: "Why it was rejected, for programs."
            ),
            Field(
                id: FieldID(102),
                name: "field",
                type: .string,
                documentation: "The field at fault; null when it is the event as a whole."
            ),
            Field(
                id: FieldID(103),
                name: "message",
                type: .string,
                isRequired: true,
                documentation: "Why it was rejected, for people."
            ),
            Field(
                id: FieldID(104),
                name: "event_index",
                type: .long,
                isRequired: true,
                documentation: "Where the event stood in its request, counted from 0."
            ),
            Field(
                id: FieldID(105),
                name: "raw",
                type: .binary,
                isRequired: true,
                documentation: "The event as it was sent."
            ),
        ] + [SystemColumns.extra]
    )
}
