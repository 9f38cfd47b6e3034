/// Keeps every version of every schema that this server has decoded events with.
///
/// It is what the log is replayed with when the files have changed since. Used by one task at a
/// time.
public protocol SchemaArchiving: Sendable {
    /// What was kept, the versions of each table in their order.
    func versions() throws -> [ArchivedSchema]

    /// Keeps a version, so that it survives a crash when this returns.
    func keep(_ version: ArchivedSchema) throws
}
