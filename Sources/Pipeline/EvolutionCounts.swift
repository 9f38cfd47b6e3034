/// What became of fields that schemas do not name, since the start.
public struct EvolutionCounts: Hashable, Sendable {
    /// Columns that were added to tenants' tables, or taken over from what others added.
    public var columnsAdded = 0
    /// Values that were kept in `extra`, since their column was given another type.
    public var conflictingValues = 0
    /// Fields that a table had no room for when it came to its limit.
    public var fieldsRefused = 0

    /// Nothing so far.
    public init() {}
}
