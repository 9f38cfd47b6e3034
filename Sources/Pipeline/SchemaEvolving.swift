public import Columnar
public import LakeModel

/// Hears of the fields that events brought beside their schema.
public protocol SchemaEvolving: Sendable {
    /// Notes what a generation's rows have in `extra`; returns at once.
    func observe(_ fields: ExtraFields, in table: TableIdentifier)
}
