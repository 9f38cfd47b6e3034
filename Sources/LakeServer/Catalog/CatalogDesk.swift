package import ByteCoding
public import Iceberg
import LakeModel
public import Logging
public import ObjectStorage

/// Answers requests to the Iceberg REST catalog, out of the catalog that lies in the lake.
///
/// Served below `/catalog/v1/`, without a prefix: one lake, one namespace a tenant. What a
/// request may see is decided before it comes here (``CatalogRoute/permit(_:)``).
/// Source: apache/iceberg, `open-api/rest-catalog-open-api.yaml`.
public struct CatalogDesk: Sendable {
    let catalog: ObjectStoreCatalog
    let files: FileAccess
    let tokens: TokenDesk
    let audit: AuditLog
    let runtime: ObjectStoreRuntime
    let random: @Sendable () -> UInt64

    /// Creates the desk.
    ///
    /// - Parameters:
    ///   - catalog: what is served.
    ///   - access: how readers get at the tables' files.
    ///   - authenticator: who says whose a token is, for clients that trade a secret for one.
    ///   - tenants: judges tenants that trade a token.
    ///   - runtime: the clock.
    ///   - random: 64 random bits, for the numbers of new tables.
    ///   - audit: where credentials, tokens and changes of tables are told of.
    ///   - logger: where readers that get no credentials are told of.
    public init(
        catalog: ObjectStoreCatalog,
        access: TableAccess,
        authenticator: Authenticator,
        tenants: TenantDoor,
        runtime: ObjectStoreRuntime,
        random: @escaping @Sendable () -> UInt64,
        audit: AuditLog,
        logger: Logger
    ) {
        self.catalog = catalog
        self.runtime = runtime
        self.random = random
        self.audit = audit
        files = FileAccess(access: access, audit: audit, logger: logger)
        tokens = TokenDesk(
            authenticator: authenticator,
            tenants: tenants,
            audit: audit,
            now: runtime.now
        )
    }

    /// Does what a request asks for.
    package func answer(_ ticket: CatalogTicket, _ body: PaddedBytes) async -> Answer {
        do {
            let answer = try await perform(ticket, body)
            if ticket.route.operation.audience == .operators { tellChange(ticket, answer) }
            return answer
        } catch let problem as Problem {
            return .problem(problem.inCatalog.concerning(ticket.principal?.tenant, nil))
        } catch let error as CatalogError {
            let problem = Problem.catalog(error, ticket.route)
            return .problem(problem.concerning(ticket.principal?.tenant, nil))
        } catch {
            preconditionFailure("a request fails by a problem or an error of the catalog")
        }
    }

    /// Tells of what an operator has changed.
    private func tellChange(_ ticket: CatalogTicket, _ answer: Answer) {
        let route = ticket.route
        let named = [route.namespace, route.object].compactMap(\.self).joined(separator: ".")
        audit.tell(
            AuditEvent(
                .catalogChanged,
                by: .admin,
                tenant: ticket.principal?.tenant,
                action: AuditText(route.operation.rawValue),
                resource: answer.subject ?? AuditText(named)
            )
        )
    }

    private func perform(_ ticket: CatalogTicket, _ body: PaddedBytes) async throws -> Answer {
        let route = ticket.route
        let operation = route.operation
        switch operation {
        case .getConfig: return try config(ticket)
        case .getToken: return await tokens.answer(ticket.headers, body.array)
        case .listNamespaces: return try await listNamespaces(ticket)
        case .createNamespace: return try await createNamespace(.read(body, for: operation))
        case .loadNamespace: return try await loadNamespace(route)
        case .namespaceExists: return try await namespaceExists(route)
        case .dropNamespace: return try await dropNamespace(route)
        case .updateProperties:
            return try await updateProperties(route, .read(body, for: operation))
        case .listTables: return try await listTables(ticket)
        case .createTable: return try await createTable(ticket, .read(body, for: operation))
        case .loadTable: return try await loadTable(ticket)
        case .tableExists: return try await tableExists(route)
        case .updateTable: return try await updateTable(route, .read(body, for: operation))
        case .dropTable: return try await dropTable(route)
        case .reportMetrics: return try reportMetrics(route, .read(body, for: operation))
        case .loadCredentials: return try await loadCredentials(ticket)
        case .signRequest: return try await signRequest(ticket, .read(body, for: operation))
        case .commitTransaction: return try await commitTransaction(.read(body, for: operation))
        case .listViews: return try await listViews(route)
        case .loadView, .viewExists: throw Problem.noSuchView
        case .createView, .replaceView, .dropView, .renameView, .registerView, .renameTable,
            .registerTable, .unregisterTable, .planTableScan, .fetchScanTasks, .listFunctions:
            throw Problem.unsupportedOperation
        }
    }

    /// What clients ask first: what there is to be asked for, by this token.
    private func config(_ ticket: CatalogTicket) throws(Problem) -> Answer {
        if let warehouse = ticket.route.query["warehouse"], warehouse.contains("://") {
            let trimmed = warehouse.hasSuffix("/") ? warehouse.dropLast() : warehouse[...]
            guard catalog.lake.key("\(trimmed)/_") == ObjectKey("_") else {
                throw .noSuchWarehouse
            }
        }
        let isAdmin = ticket.principal?.isAdmin ?? false
        let operations = CatalogOperation.allCases.filter {
            $0.audience == .readers || isAdmin && $0.audience == .operators
        }
        var json = JSONWriter(capacity: 2048)
        json.object { json in
            json.name("defaults")
            json.object { _ in }
            json.name("overrides")
            json.object { _ in }
            json.name("endpoints")
            json.array { json in
                for operation in operations { json.string(operation.rawValue) }
            }
        }
        return .json(json.bytes)
    }
}
