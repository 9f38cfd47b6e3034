public import LakeModel
import Synchronization

/// The schemas that events are decoded with: today's by table, and earlier ones by fingerprint.
///
/// A tenant whose table has gained columns of its own has a version of its own.
/// Today's may be replaced while events come in: requests that began under the earlier version end
/// under it, and the log still finds it by its fingerprint.
public final class SchemaCatalog: Sendable {
    private struct State {
        var current: [TableName: SchemaVersion]
        var evolved: [TableIdentifier: SchemaVersion] = [:]
        var known: [UInt64: SchemaVersion]
    }

    private let state: Mutex<State>

    /// Creates a catalog.
    ///
    /// - Parameters:
    ///   - current: the version of each table that new events are decoded with.
    ///   - archived: earlier versions that the log may still name.
    public init(current: [SchemaVersion], archived: [SchemaVersion] = []) {
        state = Mutex(
            State(
                current: Dictionary(
                    uniqueKeysWithValues: current.map { ($0.schema.name, $0) }
                ),
                known: Dictionary(
                    (current + archived).map { ($0.fingerprint, $0) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        )
    }

    /// The version that new events of a tenant's table are decoded with.
    public func version(for table: TableIdentifier) -> SchemaVersion? {
        state.withLock { $0.evolved[table] ?? $0.current[table.table] }
    }

    /// The version that new events of `table` are decoded with, of tenants without columns of their
    /// own.
    public subscript(table: TableName) -> SchemaVersion? {
        state.withLock { $0.current[table] }
    }

    /// The version of a fingerprint that the log names.
    public func version(_ fingerprint: UInt64) -> SchemaVersion? {
        state.withLock { $0.known[fingerprint] }
    }

    /// Today's tables, by name.
    public var tables: [TableName] { state.withLock { $0.current.keys.sorted() } }

    /// Decodes new events of the version's table with it from now on.
    ///
    /// The version must be where a restart finds it already: records of the log will name it.
    public func install(_ version: SchemaVersion) {
        state.withLock { state in
            state.current[version.schema.name] = version
            state.known[version.fingerprint] = version
        }
    }

    /// Decodes new events of one tenant's table with a version of its own from now on.
    public func install(_ version: SchemaVersion, for table: TableIdentifier) {
        state.withLock { state in
            state.evolved[table] = version
            state.known[version.fingerprint] = version
        }
    }
}
