/// What can be asked of the catalog, each named by its place in the specification.
///
/// The raw value is the endpoint as `GET /v1/config` lists it; routing and that list are made of the
/// same values, so that the list is honest.
/// Source: apache/iceberg, `open-api/rest-catalog-open-api.yaml`.
package enum CatalogOperation: String, Hashable, Sendable, CaseIterable {
    case getConfig = "GET /v1/config"
    case getToken = "POST /v1/oauth/tokens"

    case listNamespaces = "GET /v1/{prefix}/namespaces"
    case createNamespace = "POST /v1/{prefix}/namespaces"
    case loadNamespace = "GET /v1/{prefix}/namespaces/{namespace}"
    case namespaceExists = "HEAD /v1/{prefix}/namespaces/{namespace}"
    case dropNamespace = "DELETE /v1/{prefix}/namespaces/{namespace}"
    case updateProperties = "POST /v1/{prefix}/namespaces/{namespace}/properties"

    case listTables = "GET /v1/{prefix}/namespaces/{namespace}/tables"
    case createTable = "POST /v1/{prefix}/namespaces/{namespace}/tables"
    case loadTable = "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}"
    case tableExists = "HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}"
    case updateTable = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}"
    case dropTable = "DELETE /v1/{prefix}/namespaces/{namespace}/tables/{table}"
    case reportMetrics = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/metrics"
    case loadCredentials = "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}/credentials"
    case signRequest = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/sign"
    case commitTransaction = "POST /v1/{prefix}/transactions/commit"

    // There are no views. Clients that ask all the same are told so, in the way they expect.
    case listViews = "GET /v1/{prefix}/namespaces/{namespace}/views"
    case loadView = "GET /v1/{prefix}/namespaces/{namespace}/views/{view}"
    case viewExists = "HEAD /v1/{prefix}/namespaces/{namespace}/views/{view}"

    // What cannot be done here: a table's name is part of its place, and tenants read its files.
    case createView = "POST /v1/{prefix}/namespaces/{namespace}/views"
    case replaceView = "POST /v1/{prefix}/namespaces/{namespace}/views/{view}"
    case dropView = "DELETE /v1/{prefix}/namespaces/{namespace}/views/{view}"
    case renameView = "POST /v1/{prefix}/views/rename"
    case registerView = "POST /v1/{prefix}/namespaces/{namespace}/register-view"
    case renameTable = "POST /v1/{prefix}/tables/rename"
    case registerTable = "POST /v1/{prefix}/namespaces/{namespace}/register"
    case unregisterTable = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/unregister"
    case planTableScan = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/plan"
    case fetchScanTasks = "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/tasks"
    case listFunctions = "GET /v1/{prefix}/namespaces/{namespace}/functions"

    /// Who may ask for it, and whether it is told of.
    package enum Audience: Hashable, Sendable {
        /// Anybody who has a token, about what the token lets them see.
        case readers
        /// Operators.
        case operators
        /// Anybody, also without a token.
        case everybody
        /// Anybody who asks, though it is not told of.
        case whoeverAsks
        /// Nobody.
        case nobody
    }

    /// Who may ask for it.
    package var audience: Audience {
        switch self {
        case .getConfig, .listNamespaces, .loadNamespace, .namespaceExists, .listTables,
            .loadTable, .tableExists, .reportMetrics, .loadCredentials, .signRequest:
            .readers
        case .createNamespace, .dropNamespace, .updateProperties, .createTable, .updateTable,
            .dropTable, .commitTransaction:
            .operators
        case .getToken: .everybody
        case .listViews, .loadView, .viewExists: .whoeverAsks
        case .createView, .replaceView, .dropView, .renameView, .registerView, .renameTable,
            .registerTable, .unregisterTable, .planTableScan, .fetchScanTasks, .listFunctions:
            .nobody
        }
    }

    /// Whether a bearer token has to come with it.
    package var needsToken: Bool { audience != .everybody }

    /// Whether it changes something in one step, so that its failure says that nothing was changed.
    ///
    /// A drop is none of these: files may be left that the next one removes.
    package var isCommit: Bool { audience == .operators && self != .dropTable }

    /// The largest body it takes.
    ///
    /// A commit of a thousand columns is a tenth of the most; what tenants, and people without a
    /// token, may send is far smaller.
    package var bodySizeMax: Int {
        switch audience {
        case .operators: 4 << 20
        case .everybody: 16 << 10
        case .readers, .whoeverAsks, .nobody: 256 << 10
        }
    }

    /// The most values that a body of JSON may hold.
    ///
    /// One value takes some hundred bytes once it is read, so that a body takes little more than
    /// what its request reserves; a thousand columns are a twentieth of a commit's.
    var bodyValuesMax: Int { bodySizeMax / 32 }

    /// What a request counts for at least: the metadata that is held while it is answered.
    ///
    /// For a token nothing is read. Anybody may ask for one, and must not be able to take the
    /// room of those who have one by asking slowly.
    var reservationSizeMin: Int { self == .getToken ? bodySizeMax : 1 << 20 }
}
