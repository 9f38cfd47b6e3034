import Iceberg
import LakeModel
import Logging
import NIOHTTP1
import ObjectStorage

/// Lets readers at the files of tables that they may see: tenants read their own, operators change
/// the table that they load.
struct FileAccess: Sendable {
    private let access: TableAccess
    private let audit: AuditLog
    private let logger: Logger

    init(access: TableAccess, audit: AuditLog, logger: Logger) {
        self.access = access
        self.audit = audit
        self.logger = logger
    }

    /// What a reader of a table is given.
    struct Grant {
        /// Properties of the table's file access.
        var config: [String: String] = [:]
        /// What opens the files, by the beginning of their URIs.
        var credentials: [(prefix: String, config: [String: String])] = []

        /// What keeps secrets out of caches.
        var headers: [Problem.Header] {
            credentials.isEmpty ? [] : [.init(name: "Cache-Control", value: "no-store")]
        }

        /// Writes the member `storage-credentials`; none where there are none, since a client
        /// takes an empty entry for leave to ask anonymously.
        func writeCredentials(to json: inout JSONWriter, isRequired: Bool = false) {
            guard isRequired || !credentials.isEmpty else { return }
            json.name("storage-credentials")
            json.array { json in
                for credential in credentials {
                    json.object { json in
                        json.member("prefix", credential.prefix)
                        json.member("config", credential.config)
                    }
                }
            }
        }
    }

    /// What a reader of a table is given, of what it says it can use.
    ///
    /// Without credentials the table is answered all the same: readers may have their own.
    func grant(_ table: TableIdentifier, _ ticket: CatalogTicket) async -> Grant {
        let wanted = Self.delegation(ticket.headers)
        switch access {
        case .vending where wanted.contains("vended-credentials"):
            do throws(ObjectStoreError) {
                return try await vended(table, ticket)
            } catch {
                logger.warning(
                    "a reader gets no credentials for its files",
                    metadata: ["table": "\(table)", "reason": "\(error.message)"]
                )
                return Grant()
            }
        case .signing(let signer) where wanted.contains("remote-signing"):
            let path = Self.path(of: table)
            return Grant(
                config: signer.properties(
                    catalogURI: Self.catalogURI(ticket.headers),
                    endpoint: "\(path)/sign"
                )
            )
        case .off, .vending, .signing: return Grant()
        }
    }

    /// Fresh credentials for a table's files; none where none are handed out.
    func vended(
        _ table: TableIdentifier,
        _ ticket: CatalogTicket
    ) async throws(ObjectStoreError) -> Grant {
        guard case .vending(let vendor) = access else { return Grant() }
        let mayChange = Self.isOperator(ticket)
        let vended = try await vendor.credentials(for: table, mayChange: mayChange)
        audit.tell(
            AuditEvent(
                .credentialsVended,
                by: ticket.principal.map(AuditActor.init) ?? .unknown,
                tenant: table.tenant,
                action: AuditText(ticket.route.operation.rawValue),
                resource: "\(table)",
                reason: mayChange ? "write" : "read"
            )
        )
        let properties = vended.properties(
            refreshEndpoint: "\(Self.path(of: table))/credentials"
        )
        return Grant(config: properties, credentials: [(vended.prefix, properties)])
    }

    /// Signs a reader's request for a file; nil where nothing is signed.
    func sign(
        _ request: RemoteSigningRequest,
        _ table: TableIdentifier,
        _ ticket: CatalogTicket
    ) async throws(ObjectStoreError) -> RemoteSigningAnswer? {
        guard case .signing(let signer) = access else { return nil }
        return try await signer.sign(request, for: table, writing: Self.isOperator(ticket))
    }

    private static func isOperator(_ ticket: CatalogTicket) -> Bool {
        ticket.principal?.isAdmin == true
    }

    /// What the client says that it can use.
    private static func delegation(_ headers: HTTPHeaders) -> Set<String> {
        var names: Set<String> = []
        for value in headers["x-iceberg-access-delegation"] {
            for name in value.split(whereSeparator: { $0 == "," || $0 == " " }) {
                names.insert(name.lowercased())
            }
        }
        return names
    }

    /// A table's path below the catalog's URI.
    private static func path(of table: TableIdentifier) -> String {
        "v1/namespaces/\(table.tenant)/tables/\(table.table)"
    }

    /// Where the client reaches this catalog, by what it says itself and the proxy before it.
    private static func catalogURI(_ headers: HTTPHeaders) -> String {
        let scheme = headers.first(name: "x-forwarded-proto") == "https" ? "https" : "http"
        return "\(scheme)://\(headers.first(name: "host") ?? "")/catalog"
    }
}
