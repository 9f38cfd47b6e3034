import LakeModel
import LakeServer
import NIOHTTP1
import ObjectStorage
import Pipeline
import Testing

@Suite("TenantDoor", .timeLimit(.minutes(1)))
struct TenantDoorTests {
    private let acme: TenantID

    init() throws {
        acme = try TenantID("acme")
    }

    private func run(
        _ change: @escaping (inout TenantRecord) throws -> Void = { _ in },
        _ body: (TestServer, TenantStore) async throws -> Void
    ) async throws {
        let store = InMemoryObjectStore()
        let tenants = TenantStore(store)
        try await tenants.update(acme, change)
        try await TestServer.run(tenantsStore: store) { try await body($0, tenants) }
    }

    @Test("a state that is not served refuses every request, its token verified before or not")
    func states() async throws {
        try await run { server, tenants in
            let request = try server.post("{}")
            #expect(try await server.status(of: request) == 200)
            for (state, code) in [
                (TenantState.suspended, "tenant_suspended"), (.erasing, "tenant_erased"),
                (.erased, "tenant_erased"),
            ] {
                try await tenants.update(acme) { $0.state = state }
                await server.registry.refreshStore()
                let known = try await server.answer(to: request)
                #expect(
                    known.status == 403 && known.body.contains("urn:lakewriter:problem:\(code)")
                )
                let fresh = server.tokens.issue(tenant: acme, validFor: .seconds(100))
                let new = try await server.answer(to: server.post("{}", token: fresh))
                #expect(new.status == 403 && new.body.contains(code))
                #expect(new.headers["retry-after"] == nil)
            }
            try await tenants.update(acme) { $0.state = .active }
            await server.registry.refreshStore()
            #expect(try await server.status(of: request) == 200)
            #expect(server.ingester.taken.count == 2)
            #expect(server.door.refusalCounts == [.suspended: 2, .erased: 4])
            let other = server.tokens.issue(tenant: try TenantID("beta"), validFor: .seconds(100))
            #expect(try await server.status(of: server.post("{}", token: other)) == 200)
        }
    }

    @Test("a body that takes its time is refused when its tenant was suspended meanwhile")
    func suspendedMidway() async throws {
        try await run { server, tenants in
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 2\r\n\r\n{")
            try await eventually { server.ingester.admittedSizes.count == 1 }
            try await tenants.update(acme) { $0.state = .suspended }
            await server.registry.refreshStore()
            try await client.send("}")
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 403 && answer.body.contains("tenant_suspended"))
            #expect(server.ingester.taken == [])
            await client.close()
        }
    }

    @Test("unknown tenants are served under the defaults, or refused where that is said")
    func unknown() async throws {
        try await run { server, tenants in
            let token = server.tokens.issue(tenant: try TenantID("beta"), validFor: .seconds(100))
            #expect(try await server.status(of: server.post("{}", token: token)) == 200)
            try await tenants.update { $0.unknown = .refuse }
            await server.registry.refreshStore()
            let refused = try await server.answer(to: server.post("{}", token: token))
            #expect(refused.status == 403 && refused.body.contains("unknown_tenant"))
            #expect(try await server.status(of: server.post("{}")) == 200, "acme is entered")
        }
    }

    @Test("a table that is not among the tenant's is refused, whether it is there or not")
    func tables() async throws {
        try await run({ $0.tables = [try TableName("clicks")] }) { server, _ in
            #expect(try await server.status(of: server.post("{}")) == 200)
            let other = try await server.answer(
                to: server.post("{}", path: "/v1/tables/orders/events")
            )
            #expect(other.status == 403 && other.body.contains("table_not_allowed"))
        }
    }

    @Test("a body larger than the tenant may send is refused by its head, or as it grows")
    func requestSize() async throws {
        try await run({ $0.quota.requestBytesMax = .atMost(1000) }) { server, _ in
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 1001\r\n\r\n")
            let early = try unwrap(try await client.answer())
            #expect(early.status == 413 && early.body.contains("at most 1000 bytes"))
            await client.close()
            let chunked = try await server.connect()
            let chunk = "258\r\n" + String(repeating: " ", count: 600) + "\r\n"
            try await chunked.send(
                try server.head() + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk
            )
            #expect(try await chunked.answer()?.status == 413)
            await chunked.close()
            #expect(try await server.status(of: server.post("{}")) == 200)
        }
    }

    @Test("beyond its rate a tenant is told how long to wait, before its body comes")
    func rates() async throws {
        try await run({
            $0.quota = TenantQuota(eventsPerSecond: .atMost(2), burstSeconds: 2)
        }) { server, _ in
            let request = try server.post("{}")
            for _ in 0..<4 { #expect(try await server.status(of: request) == 200) }
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 2\r\n\r\n")
            let refused = try unwrap(try await client.answer())
            #expect(refused.status == 429 && refused.body.contains("quota_exceeded"))
            #expect(refused.headers["retry-after"] == "1")
            await client.close()
            let beta = server.tokens.issue(tenant: try TenantID("beta"), validFor: .seconds(100))
            #expect(try await server.status(of: server.post("{}", token: beta)) == 200)
            server.clock.advance(by: 1)
            for _ in 0..<2 { #expect(try await server.status(of: request) == 200) }
            #expect(try await server.status(of: request) == 429)
            #expect(server.door.refusalCounts[.eventsQuota] == 2)
            #expect(server.ingester.taken.count == 7)
        }
    }

    @Test("bytes are paid for by what is sent, and what the pipeline refuses costs nothing")
    func bytes() async throws {
        try await run({
            $0.quota = TenantQuota(bytesPerSecond: .atMost(100), burstSeconds: 1)
        }) { server, _ in
            let text = String(repeating: "x", count: 88)
            let request = try server.post("[\(text)]")
            server.ingester.refuseAdmission(IngestError(.overloaded, "full"))
            for _ in 0..<5 { #expect(try await server.status(of: request) == 503) }
            server.ingester.refuseAdmission(nil)
            #expect(try await server.status(of: request) == 200)
            #expect(try await server.status(of: request) == 429)
            server.clock.advance(by: 1)
            #expect(try await server.status(of: request) == 200)
        }
    }

    @Test("how many tables may be open is the pipeline's to keep, and its refusal a quota's")
    func openTables() async throws {
        try await run({ $0.quota.openTables = .atMost(3) }) { server, _ in
            server.ingester.answer(
                .failure(IngestError(.quotaExceeded, "3 tables", retryAfter: .milliseconds(1500)))
            )
            let refused = try await server.answer(to: server.post("{}"))
            #expect(refused.status == 429 && refused.body.contains("quota_exceeded"))
            #expect(refused.headers["retry-after"] == "2")
            #expect(server.door.refusalCounts == [.openTablesQuota: 1])
        }
    }

    @Test("while nobody knows who may send, requests are asked to come again")
    func unread() async throws {
        let logs = RecordingLogs()
        let registry = TenantRegistry(
            .init(store: TenantStore(InMemoryObjectStore())),
            uptime: { .zero },
            logger: logs.logger
        )
        let door = TenantDoor(registry: registry, uptime: { .zero })
        let problem = #expect(throws: Problem.self) { try door.admit(acme) }
        #expect(problem?.status == .serviceUnavailable && problem?.code == "tenants_unread")
    }
}
