/// What changes when one schema of a table takes another's place, and whether it may.
///
/// Allowed is what old files and old events survive: a new optional column, a required column that
/// becomes optional, Iceberg's legal widenings, texts that join an `enum`, another order of the
/// columns, and everything that is not stored (descriptions, sorting, lateness, unknown fields).
/// Source: Iceberg specification, "Schema Evolution".
public struct SchemaChange: Hashable, Sendable {
    /// A change that may not be made, and why.
    public struct Refusal: Hashable, Sendable, CustomStringConvertible {
        /// The column, `.` between the levels; empty where the table is meant.
        public let column: String
        /// Why not, and what to do.
        public let reason: String

        /// `column: reason`.
        public var description: String { column.isEmpty ? reason : "\(column): \(reason)" }
    }

    /// The changes that may not be made, in the order of the old columns; empty: it is allowed.
    public private(set) var refusals: [Refusal] = []

    /// The columns that are new or change their type, for people; empty: none does.
    public private(set) var steps: [String] = []

    /// Whether the new schema may take the old one's place.
    public var isAllowed: Bool { refusals.isEmpty }

    /// Compares the running schema with the one that shall follow it.
    public init(from old: TableSchema, to new: TableSchema) {
        if old.name != new.name { refuse("", "\(old.name) cannot become \(new.name)") }
        compare(source: old.eventIDSource, new.eventIDSource, "x-event-id")
        compare(source: old.eventTimeSource, new.eventTimeSource, "x-event-time")
        compare(old.ownFields, new.ownFields, inside: "")
    }

    private mutating func refuse(_ column: String, _ reason: String) {
        refusals.append(Refusal(column: column, reason: reason))
    }

    private mutating func compare(source old: Field?, _ new: Field?, _ keyword: String) {
        guard old?.name == new?.name else {
            let names = [old, new].map { $0.map { "\"\($0.name)\"" } ?? "nothing" }
            return refuse("", "\(keyword) cannot go from \(names[0]) to \(names[1])")
        }
        guard let old, let new, old.reading != new.reading else { return }
        refuse("", "\(keyword) cannot be read in another unit; send it as another field")
    }

    private mutating func compare(_ old: [Field], _ new: [Field], inside path: String) {
        for field in old {
            let column = path + field.name
            guard let successor = new.first(where: { $0.name == field.name }) else {
                refuse(column, "a column cannot be dropped or renamed; keep it, and add another")
                continue
            }
            compare(field, successor, column)
        }
        for field in new where !old.contains(where: { $0.name == field.name }) {
            let column = path + field.name
            if field.isRequired {
                refuse(column, "a new column cannot be required: old rows have no value for it")
            }
            steps.append("adds \(column) \(field.type)")
        }
    }

    private mutating func compare(_ old: Field, _ new: Field, _ column: String) {
        if old.id != new.id {
            refuse(column, "its id cannot go from \(old.id) to \(new.id)")
        }
        if new.isRequired, !old.isRequired {
            refuse(column, "an optional column cannot become required: old rows may lack a value")
        }
        if old.isRequired, !new.isRequired { steps.append("makes \(column) optional") }
        if old.type == new.type, old.reading != new.reading {
            refuse(column, "cannot be read in another unit; send it as another field")
        }
        compareValues(old, new, column)
        compareTypes(old, new, column)
    }

    private mutating func compareValues(_ old: Field, _ new: Field, _ column: String) {
        guard let values = new.allowedValues else { return }
        guard let before = old.allowedValues else {
            return refuse(column, "an enum cannot be put on a column that took any text")
        }
        for value in before where !values.contains(value) {
            refuse(column, "\"\(value)\" cannot leave the enum: clients may send it")
        }
    }

    private mutating func compareTypes(_ old: Field, _ new: Field, _ column: String) {
        switch (old.type, new.type) {
        case (.structure(let before), .structure(let after)):
            compare(before, after, inside: column + ".")
        case (.list(let before), .list(let after)):
            compare(before, after, column + ".element")
        case (let before, let after) where before == after:
            break
        case (let before, let after) where Self.widens(before, to: after):
            steps.append("widens \(column) from \(before) to \(after)")
        case (let before, let after):
            refuse(column, "\(before) cannot become \(after); add a column of another name")
        }
    }

    /// Whether every old value is one of the new type.
    ///
    /// Source: Iceberg specification, "Schema Evolution", the promotions of format version 2. A
    /// UUID is stored as its text, so that it may become any text.
    private static func widens(_ old: LogicalType, to new: LogicalType) -> Bool {
        switch (old, new) {
        case (.int, .long), (.uuid, .string): true
        case (.decimal(let before, let scale), .decimal(let after, let newScale)):
            scale == newScale && after >= before
        default: false
        }
    }
}
