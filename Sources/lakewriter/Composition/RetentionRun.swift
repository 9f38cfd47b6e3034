import Iceberg
import LakeModel
import Logging
import ObjectStorage

/// Drops the days of a whole lake that tenants' retention has passed.
struct RetentionRun: Sendable {
    private let catalog: ObjectStoreCatalog
    private let retention: PartitionRetention
    private let now: @Sendable () -> UnixTime

    /// Creates a run.
    init(catalog: ObjectStoreCatalog, store: any ObjectStore, isDryRun: Bool = false) {
        self.catalog = catalog
        now = Runtime.now
        retention = PartitionRetention(
            catalog: catalog,
            tree: TableTree(store: store),
            settings: RetentionSettings(isDryRun: isDryRun),
            runtime: .live,
            random: Runtime.random
        )
    }

    /// Goes through all tables of tenants about whose retention something is said.
    ///
    /// - Parameters:
    ///   - directory: what is said about tenants.
    ///   - tenants: whose tables; nil: everybody's.
    ///   - body: told what came of each table: a report, or why there is none.
    /// - Throws: ``CatalogError`` when tenants or tables cannot be listed.
    func run(
        _ directory: TenantDirectory,
        of tenants: [TenantID]? = nil,
        _ body: (TableIdentifier, Result<RetentionReport, CatalogError>) throws -> Void
    ) async throws {
        let chosen: [TenantID]
        if let tenants { chosen = tenants } else { chosen = try await concerned(by: directory) }
        for tenant in chosen {
            guard let record = directory.record(of: tenant), !record.state.isVoid else { continue }
            for table in try await catalog.tables(of: tenant) {
                guard let days = record.retention.days(of: table.table) else { continue }
                let outcome: Result<RetentionReport, CatalogError>
                do throws(CatalogError) {
                    let loaded = try await catalog.loadTable(table)
                    let first = firstDay(keeping: days)
                    outcome = .success(try await retention.run(loaded, before: first))
                } catch {
                    if error.code == .noSuchTable { continue }
                    outcome = .failure(error)
                }
                try body(table, outcome)
            }
        }
    }

    /// The first day that is kept: today, by UTC, and the days before it.
    private func firstDay(keeping days: Int) -> Int32 {
        let seconds = now().nanoseconds / 1_000_000_000
        return Int32(clamping: seconds / 86_400 - Int64(days))
    }

    /// The tenants of whom a day may have to be dropped: those that are named where only they are
    /// spoken of, all that have a table where a default is.
    private func concerned(by directory: TenantDirectory) async throws -> [TenantID] {
        guard directory.defaults.retention == TenantRetention() else { return try await all() }
        return directory.tenants.filter { $0.value.retention != TenantRetention() }.keys.sorted()
    }

    private func all() async throws -> [TenantID] {
        var found: [TenantID] = []
        while true {
            let page = try await catalog.listNamespaces(after: found.last)
            found += page.elements
            if !page.isTruncated { return found }
        }
    }
}
