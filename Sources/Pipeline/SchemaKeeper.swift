public import Iceberg
public import LakeModel
public import Logging
import ObjectStorage

/// Keeps the catalog at what the schema files say.
///
/// A file's way: it is understood; the servers of the lake agree on the ids of its columns; the
/// version is archived; then, and not before, events are decoded with it. At a start a bad file
/// refuses the start. Later it is told of once, and its table goes on with the schema it has.
public actor SchemaKeeper {
    /// What events are decoded with.
    public nonisolated let catalog: SchemaCatalog
    let archive: any SchemaArchiving
    private let lake: LakeSchemas
    private let logger: Logger
    /// The versions that were kept, each table's in their order, and the number of the last.
    private var kept: [TableName: [SchemaVersion]] = [:]
    private var lastNumbers: [TableName: Int] = [:]
    /// The last versions of tenants' tables that have columns of their own.
    var evolved: [TableIdentifier: EvolvedVersion] = [:]
    /// The files that need not be looked at again, taken or refused.
    private var settled: [TableName: [UInt8]] = [:]
    /// Tables whose file is to be looked at again, since the lake or the disk failed.
    private var waiting: Set<TableName> = []
    /// The last that was told of a table, so that it is told once.
    private var told: [TableName: String] = [:]

    /// Takes the files that the server starts with.
    ///
    /// A lake that does not answer is no hindrance for tables that this server has a version of:
    /// they go on with it, and their files are looked at again.
    ///
    /// - Parameters:
    ///   - files: the schema files.
    ///   - archive: what earlier runs kept.
    ///   - lake: where servers agree.
    ///   - logger: hears of changes and of refusals.
    /// - Returns: a keeper whose catalog has every table.
    /// - Throws: ``SchemaError`` with the problems of every file, or what the archive or the lake
    ///   answered.
    public static func start(
        _ files: [SchemaFile],
        archive: any SchemaArchiving,
        lake: LakeSchemas,
        logger: Logger
    ) async throws -> SchemaKeeper {
        // Everything that is wrong in itself is found before anything is written anywhere.
        _ = try SchemaRegistry(files)
        let keeper = try SchemaKeeper(archive: archive, lake: lake, logger: logger)
        try await keeper.takeFirst(files)
        return keeper
    }

    private init(archive: any SchemaArchiving, lake: LakeSchemas, logger: Logger) throws {
        self.archive = archive
        self.lake = lake
        self.logger = logger
        var evolvedVersions: [SchemaVersion] = []
        for version in try archive.versions() {
            if let tenant = version.tenant {
                let last = try EvolvedVersion(version)
                evolved[TableIdentifier(tenant: tenant, table: version.table)] = last
                evolvedVersions.append(last.version)
                continue
            }
            let schema = try SchemaParser.parse(
                version.bytes,
                file: "\(version.table).json",
                remembering: kept[version.table]?.last?.schema
            )
            kept[version.table, default: []].append(
                SchemaVersion(schema: schema, file: version.bytes)
            )
            lastNumbers[version.table] = version.number
        }
        catalog = SchemaCatalog(
            current: [],
            archived: kept.values.flatMap(\.self) + evolvedVersions
        )
    }

    private func takeFirst(_ files: [SchemaFile]) async throws {
        var problems: [SchemaError.Problem] = []
        for file in files {
            guard let table = SchemaParser.tableName(ofFile: file.name) else { continue }
            do {
                catalog.install(try await version(of: file, table))
                settled[table] = file.bytes
            } catch LakeSchemas.Failure.refused(let error) {
                problems += error.problems
            } catch LakeSchemas.Failure.unavailable(let error) {
                guard let version = fallback(for: file, table) else { throw error }
                catalog.install(version)
                wait(for: table, "the lake's schemas cannot be read: \(error.message)")
            }
        }
        if !problems.isEmpty { throw SchemaError(problems) }
        for table in evolved.keys { try installEvolved(table) }
    }

    /// The version to go on with while the lake is away: the file's own, or the last one.
    private func fallback(for file: SchemaFile, _ table: TableName) -> SchemaVersion? {
        let versions = kept[table] ?? []
        let placement = try? SchemaHistory(versions.map(\.schema)).place(file)
        guard case .known(let schema)? = placement else { return versions.last }
        return versions.last { $0.schema == schema }
    }

    // MARK: Looking again

    /// Whether a table waits for the lake or the disk, so that its file must be looked at again
    /// although it has not changed.
    public var isWaiting: Bool { !waiting.isEmpty }

    /// Looks at the files as they are now.
    public func look(at files: [SchemaFile]) async {
        for file in files {
            guard let table = SchemaParser.tableName(ofFile: file.name) else {
                logger.error(
                    "a schema file is named <table>.json",
                    metadata: ["file": "\(file.name)"]
                )
                continue
            }
            if settled[table] != file.bytes { await look(at: file, table) }
        }
        let named = Set(files.compactMap { SchemaParser.tableName(ofFile: $0.name) })
        for table in catalog.tables where !named.contains(table) {
            settled[table] = nil
            tell(table, "the schema file is gone; its table takes events until the next start")
        }
    }

    private func look(at file: SchemaFile, _ table: TableName) async {
        do {
            let version = try await version(of: file, table)
            install(version)
            for other in evolved.keys where other.table == table { try installEvolved(other) }
            settled[table] = file.bytes
            waiting.remove(table)
            told[table] = nil
        } catch LakeSchemas.Failure.refused(let error) {
            settled[table] = file.bytes
            waiting.remove(table)
            tell(table, "the schema file is refused, and the schema stays as it is: \(error)")
        } catch LakeSchemas.Failure.unavailable(let error) {
            wait(for: table, "the lake's schemas cannot be read: \(error.message)")
        } catch {
            wait(for: table, "a schema cannot be kept in the data directory: \(error)")
        }
    }

    private func install(_ version: SchemaVersion) {
        let table = version.schema.name
        let old = catalog[table]
        guard old != version else { return }
        catalog.install(version)
        let steps = old.map { SchemaChange(from: $0.schema, to: version.schema).steps } ?? []
        logger.notice(
            old == nil ? "a table is new" : "a table has another schema",
            metadata: ["table": "\(table)", "changes": "\(steps.joined(separator: "; "))"]
        )
    }

    private func wait(for table: TableName, _ reason: String) {
        waiting.insert(table)
        tell(table, "the schema file is looked at again soon: \(reason)")
    }

    private func tell(_ table: TableName, _ what: String) {
        guard told.updateValue(what, forKey: table) != what else { return }
        logger.warning("\(what)", metadata: ["table": "\(table)"])
    }

    // MARK: Versions

    /// The version that a file describes, agreed on in the lake and kept in the archive.
    private func version(of file: SchemaFile, _ table: TableName) async throws -> SchemaVersion {
        let schema = try await lake.agree(
            on: file,
            of: table,
            running: kept[table]?.last?.schema
        )
        if let known = kept[table]?.last(where: { $0.schema == schema }) { return known }
        let number = lastNumbers[table, default: 0] + 1
        try archive.keep(ArchivedSchema(table: table, number: number, bytes: schema.file))
        let version = SchemaVersion(schema: schema)
        kept[table, default: []].append(version)
        lastNumbers[table] = number
        return version
    }
}
