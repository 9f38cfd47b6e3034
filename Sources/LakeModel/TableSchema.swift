/// What one table's events look like, as `schemas/<table>.json` says.
///
/// ``fields`` are the columns of every file in their order: `tenant_id`, `event_id`,
/// `event_time`, `ingest_time`, then the table's own, then `extra`. The JSON fields named by
/// ``eventIDSource`` and ``eventTimeSource`` are read into `event_id` and `event_time` and are not
/// columns a second time.
public struct TableSchema: Hashable, Sendable {
    /// What happens to a field that the schema does not name.
    public enum UnknownFields: Hashable, Sendable {
        /// It is kept in `extra`.
        case extra
        /// The event is rejected.
        case reject
        /// It is kept in `extra`, and a column is added to the tenant's table for those to come.
        case evolve
    }

    /// Which table this is.
    public let name: TableName
    /// The columns of every file, in order, the writer's own included.
    public let fields: [Field]
    /// The JSON field that `event_id` is read from; nil: every event gets a UUIDv7.
    public let eventIDSource: Field?
    /// The JSON field that `event_time` is read from; nil: the ingest time.
    public let eventTimeSource: Field?
    /// How far in the past, before the ingest time, an event's time may lie; nil: any distance.
    public let lateAfter: Duration?
    /// Columns that rows of a file are sorted by, all ascending, nulls first; ids of ``fields``.
    public let sortBy: [FieldID]
    /// What happens to fields that the schema does not name.
    public let unknownFields: UnknownFields

    /// Creates a schema.
    ///
    /// Prefer reading it from its file, which checks far more.
    public init(
        name: TableName,
        fields: [Field],
        eventIDSource: Field? = nil,
        eventTimeSource: Field? = nil,
        lateAfter: Duration? = nil,
        sortBy: [FieldID] = [],
        unknownFields: UnknownFields = .extra
    ) {
        self.name = name
        self.fields = fields
        self.eventIDSource = eventIDSource
        self.eventTimeSource = eventTimeSource
        self.lateAfter = lateAfter
        self.sortBy = sortBy
        self.unknownFields = unknownFields
    }
}
