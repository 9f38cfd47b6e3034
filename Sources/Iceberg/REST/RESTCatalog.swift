public import LakeModel
public import ObjectStorage
import Synchronization

/// Tables whose metadata somebody else's Iceberg REST catalog keeps.
///
/// The files are ours all the same: data, manifests and manifest lists lie in the lake, and the
/// catalog writes `metadata.json`. A tenant is a namespace. The catalog's configuration is read
/// once, before the first request.
///
/// Source: Iceberg REST catalog specification, `open-api/rest-catalog-open-api.yaml`.
public final class RESTCatalog: TableCatalog {
    /// Where the catalog is, and who we are to it.
    public let settings: RESTCatalogSettings
    private let connection: RESTConnection
    private let runtime: ObjectStoreRuntime
    private let route = Mutex<RESTRoute?>(nil)

    /// The catalog's address and warehouse.
    public var location: String {
        settings.uri.description + (settings.warehouse.map { " (\($0))" } ?? "")
    }

    /// Creates a catalog; nothing is sent yet.
    public convenience init(settings: RESTCatalogSettings, runtime: ObjectStoreRuntime) {
        self.init(settings: settings, http: CurlClient(settings: settings.http), runtime: runtime)
    }

    /// Creates a catalog over a client of one's own.
    package init(
        settings: RESTCatalogSettings,
        http: any HTTPClient,
        runtime: ObjectStoreRuntime
    ) {
        self.settings = settings
        self.runtime = runtime
        let http = TimedHTTPClient(http, limit: settings.requestTimeout, runtime: runtime)
        connection = RESTConnection(
            settings: settings,
            http: http,
            tokens: RESTTokens(settings.authentication, http: http, runtime: runtime),
            runtime: runtime
        )
    }

    /// Reads the catalog's configuration, unless it was read.
    ///
    /// For the program's start, where an operator still looks on; every request needs it first.
    ///
    /// - Throws: ``CatalogError``; `.denied` and `.corrupt` are for an operator to mend.
    public func connect() async throws(CatalogError) {
        _ = try await connectedRoute()
    }

    /// The table's current metadata.
    ///
    /// - Throws: ``CatalogError``; `.noSuchTable`, also when there is no such namespace.
    public func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
        let url = try await connectedRoute().table(table)
        let response = try await connection.send(.read, "GET", url)
        guard response.status == 200 else {
            throw reply(response).error("load \(table)", absent: .noSuchTable)
        }
        return try loaded(response, table)
    }

    /// Makes a table, and its namespace where that is missing.
    ///
    /// In two steps, the first of which stages it: catalogs give the columns of a table that they
    /// make numbers of their own, and our files name their columns by ours. The second one adds our
    /// schema as it is, under the condition that there is no such table.
    ///
    /// - Throws: ``CatalogError``; `.alreadyExists`, `.commitStateUnknown` when no answer came,
    ///   `.schemaConflict` when the catalog changed the columns' numbers all the same.
    public func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable {
        let staged = try await stage(table, metadata)
        let updates = try Self.updates(making: metadata, staged: staged)
        let made: CatalogTable
        do throws(CatalogError) {
            made = try await commit(table, [.assertCreate], updates)
        } catch {
            guard error.code == .commitFailed else { throw error }
            throw CatalogError(.alreadyExists, "\(table) is in \(location) already")
        }
        guard made.metadata.currentSchema?.fields == metadata.currentSchema?.fields,
            made.metadata.defaultSpec?.fields == metadata.defaultSpec?.fields
        else {
            throw CatalogError(
                .schemaConflict,
                "\(location) made \(table) with other columns than it was asked for: its numbers "
                    + "of columns are not those of the files"
            )
        }
        return made
    }

    /// Makes one commit.
    ///
    /// The catalog checks the requirements against the table as it is by then; `base` is only its
    /// name.
    ///
    /// - Throws: ``CatalogError``; `.commitFailed`, `.commitStateUnknown`, `.noSuchTable`.
    public func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        try await commit(base.identifier, requirements, updates)
    }

    private func commit(
        _ table: TableIdentifier,
        _ requirements: [TableRequirement],
        _ updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        let url = try await connectedRoute().table(table)
        let body = RESTRequests.commit(table, requirements, updates)
        let response = try await connection.send(.write, "POST", url, body: body)
        guard response.status == 200 else { throw reply(response).commitError("commit \(table)") }
        do throws(CatalogError) {
            return try loaded(response, table)
        } catch {
            // It was made; what it came to is to be read from the table.
            throw CatalogError(.commitStateUnknown, error.message)
        }
    }

    /// What the catalog would make of a table: its number and its folder.
    ///
    /// The folder is ours where the catalog takes it, so that its `metadata.json` lies within the
    /// tenant's prefixes too; some keep to folders of their own.
    private func stage(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> TableMetadata {
        var error = CatalogError(.unavailable, "create \(table)")
        var location: String? = metadata.location
        // Once as it is, once behind making the namespace, once without the folder.
        for _ in 0..<3 {
            let url = try await connectedRoute().tables(table.tenant)
            let body = RESTRequests.createTable(
                table,
                metadata,
                location: location,
                isStaged: true
            )
            // Staging changes nothing.
            let response = try await connection.send(.read, "POST", url, body: body)
            if response.status == 200 {
                return try LoadedTable(response.body, from: "create \(table)").metadata
            }
            error = reply(response).error("create \(table)", absent: .noSuchNamespace)
            switch error.code {
            case .noSuchNamespace: try await createNamespace(table.tenant)
            case .invalidRequest where location != nil, .denied where location != nil:
                location = nil
            default: throw error
            }
        }
        throw error
    }

    private func createNamespace(_ tenant: TenantID) async throws(CatalogError) {
        let url = try await connectedRoute().namespaces
        let body = RESTRequests.createNamespace(tenant)
        // Making it twice is no harm: the second answer says that it is there.
        let response = try await connection.send(.read, "POST", url, body: body)
        guard !(200..<300).contains(response.status) else { return }
        let error = reply(response).error("create namespace \(tenant)", absent: .noSuchNamespace)
        guard error.code == .alreadyExists || response.status == 409 else { throw error }
    }

    /// The changes that make nothing into `metadata`, with what the catalog says about itself.
    private static func updates(
        making metadata: TableMetadata,
        staged: TableMetadata
    ) throws(CatalogError) -> [TableUpdate] {
        guard let schema = metadata.currentSchema, let spec = metadata.defaultSpec,
            let order = metadata.sortOrders.first(where: {
                $0.orderID == metadata.defaultSortOrderID
            })
        else { throw CatalogError(.invalidRequest, "metadata without schema, spec or sort order") }
        return [
            .assignUUID(staged.tableUUID),
            .upgradeFormatVersion(metadata.formatVersion),
            .addSchema(schema, lastColumnID: metadata.lastColumnID),
            .setCurrentSchema(-1),
            .addSpec(spec),
            .setDefaultSpec(-1),
            .addSortOrder(order),
            .setDefaultSortOrder(-1),
            .setLocation(staged.location),
            .setProperties(metadata.properties),
        ]
    }

    private func connectedRoute() async throws(CatalogError) -> RESTRoute {
        if let known = route.withLock({ $0 }) { return known }
        let warehouse = settings.warehouse.map { "?warehouse=\(PercentEncoding.encode($0))" } ?? ""
        let url = "\(settings.uri)/v1/config\(warehouse)"
        let response = try await connection.send(.read, "GET", url)
        guard response.status == 200 else {
            let error = reply(response).error("the configuration of \(location)", absent: .denied)
            // A catalog that knows no such warehouse is set up wrong, whatever it calls that.
            let isWrong = error.code == .noSuchNamespace || error.code == .invalidRequest
            throw isWrong ? CatalogError(.denied, error.message) : error
        }
        let found = try RESTRoute(response.body, of: settings)
        route.withLock { $0 = found }
        return found
    }

    private func loaded(
        _ response: HTTPResponse,
        _ table: TableIdentifier
    ) throws(CatalogError) -> CatalogTable {
        let loaded = try LoadedTable(response.body, from: "\(location), \(table)")
        guard let metadataLocation = loaded.location else {
            throw CatalogError(.corrupt, "\(location), \(table): no metadata-location")
        }
        return CatalogTable(
            identifier: table,
            metadata: loaded.metadata,
            metadataLocation: metadataLocation
        )
    }

    private func reply(_ response: HTTPResponse) -> RESTErrorReply {
        RESTErrorReply(response, now: runtime.now())
    }
}
