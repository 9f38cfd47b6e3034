public import Columnar
public import Iceberg
public import LakeModel
public import Logging
import Synchronization

/// Adds columns to a tenant's table for the fields that its events bring.
///
/// What `x-unknown-fields: evolve` asks for.
///
/// Nothing waits for it, and nothing hangs on it: the fields are in `extra` until the columns are
/// there. The order that always holds: the table in the catalog has the columns, so that no other
/// server gives their ids or their names to something else; then the version is archived; then
/// events are decoded with it. What fails is begun again by the next generation that brings the
/// fields. Only the tenant's own table is changed.
public actor SchemaEvolution: SchemaEvolving {
    private let keeper: SchemaKeeper
    private let tables: any TableCatalog
    private let lake: LakeLocation
    private let settings: EvolutionSettings
    private let clock: any PipelineClock
    private let logger: Logger
    private let tally = Mutex(EvolutionCounts())
    /// Tables that are being looked at: what comes meanwhile comes again.
    private var busy: Set<TableIdentifier> = []
    /// Tables that get no more columns, as was told: they are at their limit, or contradict.
    private var closed: Set<TableIdentifier> = []
    private var pauseEnd: Duration?

    /// Creates the evolution of a lake's tables.
    ///
    /// - Parameters:
    ///   - keeper: keeps the schemas that events are decoded with.
    ///   - tables: where the tables are.
    ///   - lake: where their files are.
    ///   - settings: how far tables grow.
    ///   - clock: the time.
    ///   - logger: hears of new columns.
    public init(
        keeper: SchemaKeeper,
        tables: any TableCatalog,
        lake: LakeLocation,
        settings: EvolutionSettings = EvolutionSettings(),
        clock: any PipelineClock,
        logger: Logger
    ) {
        self.keeper = keeper
        self.tables = tables
        self.lake = lake
        self.settings = settings
        self.clock = clock
        self.logger = logger
    }

    /// What was done so far.
    public nonisolated var counts: EvolutionCounts { tally.withLock { $0 } }

    /// Notes what a generation's rows have in `extra`; returns at once.
    public nonisolated func observe(_ fields: ExtraFields, in table: TableIdentifier) {
        Task { await self.evolve(table, for: fields) }
    }

    /// Gives the table columns for the fields; returns when it has them, or cannot have them now.
    package func evolve(_ table: TableIdentifier, for fields: ExtraFields) async {
        guard let schema = keeper.catalog.version(for: table)?.schema else { return }
        countConflicts(fields, schema)
        guard !closed.contains(table), EvolutionPlan.hasCandidate(among: fields, for: schema)
        else { return }
        if let pauseEnd, clock.uptime() < pauseEnd { return }
        guard busy.insert(table).inserted else { return }
        defer { busy.remove(table) }
        do {
            try await addColumns(to: table, for: fields)
            pauseEnd = nil
        } catch let error as CatalogError where error.code == .noSuchTable {
            // Its first commit is on its way, and makes it.
        } catch let error as CatalogError where error.code == .schemaConflict {
            closed.insert(table)
            logger.error(
                "fields stay in extra: the table contradicts the schema",
                metadata: ["table": "\(table)", "reason": "\(error)"]
            )
        } catch {
            pauseEnd = clock.uptime() + settings.pause
            logger.warning(
                "fields stay in extra for now: their columns cannot be added",
                metadata: ["table": "\(table)", "reason": "\(error)"]
            )
        }
    }

    private func countConflicts(_ fields: ExtraFields, _ schema: TableSchema) {
        let count = schema.evolvedFields.reduce(0) {
            $0 + (fields.findings[$1.name]?.count ?? 0)
        }
        if count > 0 { tally.withLock { $0.conflictingValues += count } }
    }

    private func addColumns(to table: TableIdentifier, for fields: ExtraFields) async throws {
        var lastError: (any Error)?
        for _ in 0..<Self.triesMax {
            guard let schema = keeper.catalog.version(for: table)?.schema else { return }
            let base = try await tables.loadTable(table)
            let plan = EvolutionPlan(
                schema: schema,
                metadata: base.metadata,
                fields: fields,
                columnsMax: settings.columnsMax
            )
            tell(table, plan)
            guard plan.addedCount > 0 else { return }
            do throws(CatalogError) {
                try await commit(schema.adding(evolved: plan.columns), to: base)
            } catch {
                // Either way the table is read anew: what is there by then is taken over.
                guard error.code == .commitFailed || error.code == .commitStateUnknown else {
                    throw error
                }
                lastError = error
                continue
            }
            try await keeper.install(columns: plan.columns, of: table)
            tally.withLock { $0.columnsAdded += plan.addedCount }
            logger.info(
                "a table has new columns",
                metadata: ["table": "\(table)", "count": "\(plan.addedCount)"]
            )
            return
        }
        if let lastError { throw lastError }
    }

    /// The table's own commits race with this one: each lost race is somebody's progress.
    private static let triesMax = 16

    private func commit(
        _ schema: TableSchema,
        to base: CatalogTable
    ) async throws(CatalogError) {
        let definition = TableDefinition(schema: schema, table: base.identifier, lake: lake)
        let changes = try definition.updates(for: base.metadata)
        // Another server has added all of them.
        guard !changes.updates.isEmpty else { return }
        _ = try await tables.commit(
            to: base,
            requirements: [.assertTableUUID(base.metadata.tableUUID)] + changes.requirements,
            updates: changes.updates
        )
    }

    private func tell(_ table: TableIdentifier, _ plan: EvolutionPlan) {
        guard plan.refusedCount > 0 else { return }
        tally.withLock { $0.fieldsRefused += plan.refusedCount }
        guard closed.insert(table).inserted else { return }
        logger.warning(
            "a table has all the columns that it may get; further fields stay in extra",
            metadata: ["table": "\(table)", "limit": "\(settings.columnsMax)"]
        )
    }
}
