import LakeModel
import LakeServer
import ObjectStorage
import Pipeline

/// A server on a port of its own with a recording pipeline, and the tokens it takes.
struct TestServer: Sendable {
    let server: HTTPServer
    let port: Int
    let ingester: RecordingIngester
    let logs: RecordingLogs
    let tokens: DevelopmentTokens
    let tenantsStore: any ObjectStore
    let registry: TenantRegistry
    let door: TenantDoor
    let clock: TestClock

    /// Runs `body` with a server, and stops it whatever happens.
    ///
    /// - Parameters:
    ///   - settings: how it listens.
    ///   - tenantsStore: where the object of tenants lies.
    ///   - catalog: makes what answers below `/catalog/v1/`; nil: nothing does.
    ///   - body: what to do with it.
    /// - Throws: what `body` throws.
    static func run(
        _ settings: HTTPSettings = .forTests,
        tenantsStore: any ObjectStore = InMemoryObjectStore(),
        catalog: ((Authenticator, TenantDoor, RecordingLogs, AuditLog) -> CatalogDesk)? = nil,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let ingester = RecordingIngester()
        let logs = RecordingLogs()
        let clock = TestClock()
        let key = DevelopmentKey(secret: try SharedSecret([UInt8](repeating: 9, count: 32)))
        let authenticator = try Authenticator(
            settings: AuthenticationSettings(),
            developmentKey: key,
            fetch: { _, _, _ in throw Missing() },
            secondsSinceEpoch: clock.read,
            logger: logs.logger
        )
        let audit = try AuditLog(
            microsecondsSinceEpoch: { clock.now * 1_000_000 },
            logger: logs.logger
        )
        let registry = TenantRegistry(
            .init(store: TenantStore(tenantsStore)),
            uptime: { .seconds(clock.now) },
            logger: RecordingLogs().logger
        )
        try await registry.start()
        let door = TenantDoor(registry: registry, uptime: { .seconds(clock.now) })
        let server = HTTPServer(
            settings: settings,
            authenticator: authenticator,
            tenants: door,
            ingester: ingester,
            catalog: catalog?(authenticator, door, logs, audit),
            secondsSinceEpoch: clock.read,
            audit: audit
        )
        do {
            let address = try await server.start()
            try await body(
                TestServer(
                    server: server,
                    port: address.port,
                    ingester: ingester,
                    logs: logs,
                    tokens: DevelopmentTokens(key: key, secondsSinceEpoch: clock.read),
                    tenantsStore: tenantsStore,
                    registry: registry,
                    door: door,
                    clock: clock
                )
            )
        } catch {
            ingester.release()
            await server.shutdown()
            throw error
        }
        ingester.release()
        await server.shutdown()
    }

    func connect() async throws -> RawClient {
        try await RawClient.connect(port: port)
    }

    /// The head of a request for events, without the empty line at its end.
    func head(
        _ path: String = "/v1/tables/clicks/events",
        _ fields: String...,
        method: String = "POST",
        contentType: String? = "application/json",
        token: String? = nil
    ) throws -> String {
        let tenant = try TenantID("acme")
        let bearer = token ?? tokens.issue(tenant: tenant, validFor: .seconds(600))
        var lines = ["\(method) \(path) HTTP/1.1", "Host: lake.test"]
        if bearer != "" { lines.append("Authorization: Bearer \(bearer)") }
        if let contentType { lines.append("Content-Type: \(contentType)") }
        return (lines + fields).joined(separator: "\r\n") + "\r\n"
    }

    /// A whole request for events.
    func post(
        _ body: String,
        path: String = "/v1/tables/clicks/events",
        contentType: String? = "application/json",
        token: String? = nil,
        _ fields: String...
    ) throws -> String {
        var head = try head(path, contentType: contentType, token: token)
        for field in fields { head += "\(field)\r\n" }
        return head + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Sends a request on a connection of its own, and returns its answer.
    func answer(to request: String, toHead: Bool = false) async throws -> RawClient.Answer {
        let client = try await connect()
        try await client.send(request)
        let answer = try unwrap(try await client.answer(toHead: toHead))
        await client.close()
        return answer
    }

    /// Sends a request on a connection of its own, and returns its answer's status.
    func status(of request: String) async throws -> Int {
        try await answer(to: request).status
    }
}

extension HTTPSettings {
    /// Small limits and short waits; any free port.
    static var forTests: HTTPSettings {
        var settings = HTTPSettings()
        settings.port = 0
        settings.eventLoopCount = 1
        settings.bodySizeMax = 1 << 20
        settings.discardSizeMax = 64 << 10
        settings.lingerTimeout = .milliseconds(300)
        settings.shutdownTimeout = .seconds(10)
        return settings
    }
}

/// Waits until something holds; a test's time limit is the end of the wait.
func eventually(_ holds: () -> Bool) async throws {
    while !holds() { try await Task.sleep(for: .milliseconds(2)) }
}
