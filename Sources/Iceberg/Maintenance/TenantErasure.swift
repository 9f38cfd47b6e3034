public import LakeModel
public import ObjectStorage

/// Removes everything of a tenant from a lake: tables, data, dead letters, metadata; every version
/// of every object, and unfinished uploads.
///
///     drop the tables ─► sweep every folder of the tenant ─► list again, twice, a pause apart
///
/// What was under way when the tenant's ingestion stopped may still arrive; the listings at the end
/// find it, and the sweep begins again, until two listings in a row show nothing. Every step may be
/// repeated: an erasure that was broken off is simply run again. Nothing outside of the tenant's
/// own folders, `<folder>/tenantId=<tenant>/`, is removed.
public struct TenantErasure: Sendable {
    private let store: any ErasableStore
    private let catalog: any TableErasing
    private let tenant: TenantID
    private let settings: ErasureSettings
    private let runtime: ObjectStoreRuntime
    private let progress: @Sendable (ErasureReport) -> Void

    /// The writer's own folder, in which no tenant has anything.
    private static let ownFolder = "_lakewriter"

    /// Creates the erasure of a tenant whose ingestion was stopped.
    ///
    /// - Parameters:
    ///   - tenant: who.
    ///   - store: the lake.
    ///   - catalog: where its tables are dropped.
    ///   - settings: how long is waited between listings, and how often is begun again.
    ///   - runtime: sleeps.
    ///   - progress: told what was removed so far, now and then.
    public init(
        of tenant: TenantID,
        from store: any ErasableStore,
        catalog: any TableErasing,
        settings: ErasureSettings = ErasureSettings(),
        runtime: ObjectStoreRuntime,
        progress: @escaping @Sendable (ErasureReport) -> Void = { _ in }
    ) {
        self.tenant = tenant
        self.store = store
        self.catalog = catalog
        self.settings = settings
        self.runtime = runtime
        self.progress = progress
    }

    /// Counts what an erasure would remove, and removes nothing.
    public func survey() async throws -> ErasureReport {
        var report = ErasureReport(tenant: tenant)
        report.tables = try await catalog.tables(of: tenant).count
        for folder in try await folders() {
            try await walk(folder) { report.count($0, in: folder) }
        }
        return report
    }

    /// Erases the tenant, and returns when nothing is left.
    ///
    /// - Returns: what this run removed.
    /// - Throws: ``ObjectStoreError``, ``CatalogError``; ``ErasureUnfinished`` when things keep
    ///   arriving.
    public func run() async throws -> ErasureReport {
        var report = ErasureReport(tenant: tenant)
        var cleanListings = 0
        for round in 0..<settings.roundsMax {
            if round > 0 { await runtime.sleep(settings.settle) }
            try Task.checkCancellation()
            // Also in later rounds: a commit that was under way may have made a table anew.
            let tables = try await catalog.tables(of: tenant)
            for table in tables where try await catalog.eraseTable(table) { report.tables += 1 }
            let folders = try await folders()
            for folder in folders { try await sweep(folder, &report) }
            report.rounds = round + 1
            cleanListings = folders.isEmpty ? cleanListings + 1 : 0
            if cleanListings == 2 { return report }
        }
        throw ErasureUnfinished(report: report)
    }

    /// The tenant's folders, whatever is left in them.
    private func folders() async throws -> [String] {
        let name = "tenantId=\(tenant)"
        var found: [String] = []
        for parent in try await store.foldersOfRemnants(below: "").sorted()
        where parent != Self.ownFolder && Self.isOfLake(parent) {
            if try await store.foldersOfRemnants(below: "\(parent)/").contains(name) {
                found.append("\(parent)/\(name)/")
            }
        }
        return found
    }

    /// Whether a folder of the root is one that the layout knows: a table's, or the catalog's.
    private static func isOfLake(_ folder: String) -> Bool {
        "\(folder)/" == LakeLocation.catalogFolder || (try? TableName(folder)) != nil
    }

    private func walk(
        _ folder: String,
        _ body: (Remnant) -> Void
    ) async throws {
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: folder, after: mark)
            page.remnants.forEach(body)
            mark = page.next
        } while mark != nil
    }

    /// Removes what lies in a folder, page by page.
    private func sweep(_ folder: String, _ report: inout ErasureReport) async throws {
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: folder, after: mark)
            let own = page.remnants.filter { $0.path.utf8.starts(with: folder.utf8) }
            guard own.count == page.remnants.count else {
                throw ObjectStoreError(
                    .invalidRequest,
                    "\(store.location) listed something outside of \(folder), asked for that alone"
                )
            }
            try await store.erase(page.remnants)
            for remnant in page.remnants { report.count(remnant, in: folder) }
            if !page.remnants.isEmpty { progress(report) }
            mark = page.next
        } while mark != nil
    }
}
