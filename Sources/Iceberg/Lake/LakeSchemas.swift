public import LakeModel
public import ObjectStorage
import Synchronization

/// The schemas of the event tables as all servers of a lake have agreed on them.
///
///     <root>/_lakewriter/schemas/<table>/v<N>.json     N counted from 1; never changed or removed
///
/// Each is a schema file with every id pinned. A version is made by creating its object, which one
/// server alone can do: whoever loses reads the winner's version, numbers its columns behind it,
/// and tries for the next. So a column has one id in all files of a lake, whoever wrote them.
public final class LakeSchemas: Sendable {
    private let store: any ObjectStore
    /// What was read so far; versions never change.
    private let histories = Mutex<[TableName: SchemaHistory]>([:])

    /// Why there is no agreement.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The schema contradicts what other servers, or this one, wrote before.
        case refused(SchemaError)
        /// The store did not answer as it must; nothing was decided.
        case unavailable(ObjectStoreError)

        /// What is wrong, and what to do.
        public var description: String {
            switch self {
            case .refused(let error): error.description
            case .unavailable(let error): error.description
            }
        }
    }

    /// Creates the agreement of those who share a store.
    public init(store: any ObjectStore) {
        self.store = store
    }

    /// The key of a version.
    public static func key(of table: TableName, version: Int) -> ObjectKey {
        ObjectKey("_lakewriter/schemas/\(table)/v\(version).json")
    }

    /// Agrees on the schema that a file describes; it is in the lake when this returns.
    ///
    /// - Parameters:
    ///   - file: the operator's file.
    ///   - table: the table that it is about.
    ///   - running: what this server wrote files with last, whether the lake knows it or not.
    /// - Returns: the schema, with the ids that every server gives its columns.
    /// - Throws: ``Failure``.
    public func agree(
        on file: SchemaFile,
        of table: TableName,
        running: TableSchema?
    ) async throws(Failure) -> TableSchema {
        // Each round but the last is a version that another server made meanwhile.
        for _ in 0..<Self.roundsMax {
            let history = try await read(table)
            if let running, let missing = try Self.missing(running, in: history, file) {
                _ = try await create(missing, table, version: history.versions.count + 1)
                continue
            }
            switch try Self.refusing({ () throws(SchemaError) in try history.place(file) }) {
            case .known(let schema): return schema
            case .next(let schema):
                let isMade = try await create(schema, table, version: history.versions.count + 1)
                if isMade { return schema }
            }
        }
        throw .unavailable(
            ObjectStoreError(
                .unavailable,
                "others keep changing the schema of \(table) in the lake"
            )
        )
    }

    /// Far more servers than ever start at once.
    private static let roundsMax = 200

    /// The schema that this server's files have, where the lake does not know it yet.
    private static func missing(
        _ running: TableSchema,
        in history: SchemaHistory,
        _ file: SchemaFile
    ) throws(Failure) -> TableSchema? {
        guard !history.versions.contains(running), let last = history.versions.last else {
            return history.versions.isEmpty ? running : nil
        }
        let refusals = SchemaChange(from: last, to: running).refusals
        if refusals.isEmpty { return running }
        if SchemaChange(from: running, to: last).isAllowed { return nil }
        throw .refused(
            SchemaError(
                refusals.map {
                    .init(
                        file: file.name,
                        pointer: $0.column,
                        reason: "\($0.reason); the lake's schema, which other servers write by, "
                            + "is not this data directory's: stop this server with SIGTERM, so "
                            + "that its log is written out, and start it with a new --data-dir"
                    )
                }
            )
        )
    }

    // MARK: The store

    /// The versions that are in the lake by now.
    private func read(_ table: TableName) async throws(Failure) -> SchemaHistory {
        var history = histories.withLock { $0[table] } ?? SchemaHistory()
        while true {
            let key = Self.key(of: table, version: history.versions.count + 1)
            let bytes: [UInt8]
            do {
                bytes = try await store.get(key, range: nil)
            } catch {
                guard error.code == .notFound else { throw .unavailable(error) }
                let found = history
                histories.withLock { $0[table] = found }
                return history
            }
            history.append(try Self.parse(bytes, key, table))
        }
    }

    private static func parse(
        _ bytes: [UInt8],
        _ key: ObjectKey,
        _ table: TableName
    ) throws(Failure) -> TableSchema {
        do {
            return try SchemaParser.parse(bytes, file: "\(table).json")
        } catch {
            throw .refused(
                SchemaError(
                    error.problems.map {
                        .init(file: key.path, line: $0.line, pointer: $0.pointer, reason: $0.reason)
                    }
                )
            )
        }
    }

    /// Makes a version; false when it may be another server's.
    private func create(
        _ schema: TableSchema,
        _ table: TableName,
        version: Int
    ) async throws(Failure) -> Bool {
        do {
            try await store.put(
                Self.key(of: table, version: version),
                schema.file,
                mode: .create
            )
            return true
        } catch {
            switch error.code {
            // Whether it was this put is seen by reading on: an equal schema is as good.
            case .alreadyExists, .preconditionFailed, .outcomeUnknown: return false
            default: throw .unavailable(error)
            }
        }
    }

    private static func refusing<Value>(
        _ work: () throws(SchemaError) -> Value
    ) throws(Failure) -> Value {
        do {
            return try work()
        } catch {
            throw .refused(error)
        }
    }
}
