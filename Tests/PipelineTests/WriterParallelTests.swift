import WriteAheadLog
import ObjectStorage
import Pipeline
import Testing

@Suite("Writer under parallel requests")
struct WriterParallelTests {
    @Test("eight tasks on one hot table lose nothing and double nothing")
    func hotTable() async throws {
        let bench = try Bench()
        let store = InMemoryObjectStore()
        var settings = Bench.settings
        settings.flush.generationBytesMax = 200_000
        var logSettings = Bench.logSettings
        logSettings.backlogBytesMax = 64 << 20
        let server = try await bench.start(store, settings: settings, logSettings: logSettings)
        let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var accepted = 0
                    for request in 0..<100 {
                        let first = (task * 100 + request) * 20
                        let isBad = request.isMultiple(of: 10)
                        let body = Events.lines(first..<(first + 20)) + (isBad ? Events.bad : "")
                        accepted += try await patiently { try await server.send(body) }.accepted
                        if request.isMultiple(of: 25) { server.seal() }
                    }
                    return accepted
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(accepted == 16_000)
        try await server.stop()
        #expect(server.writer.bufferedBytes == 0, "memory is given back to the byte")
        #expect(try await store.rowCount("clicks/tenantId=acme/") == 16_000)
        #expect(try await store.rowCount("dead_letters/tenantId=acme/") == 80)
    }

    @Test("many tenants at once, strict and not, keep their rows apart")
    func manyTenants() async throws {
        let bench = try Bench()
        let store = InMemoryObjectStore()
        let server = try await bench.start(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for tenant in 0..<40 {
                group.addTask {
                    for request in 0..<10 {
                        let isStrict = request.isMultiple(of: 2)
                        let body = Events.lines(0..<(tenant + 1)) + Events.bad
                        do {
                            _ = try await patiently {
                                try await server.send(
                                    body,
                                    of: "tenant-\(tenant)",
                                    strict: isStrict
                                )
                            }
                        } catch let error as IngestError where error.code == .rejected {
                            continue
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await server.stop()
        for tenant in 0..<40 {
            let rows = try await store.rowCount("clicks/tenantId=tenant-\(tenant)/")
            #expect(rows == 5 * (tenant + 1))
            #expect(try await store.rowCount("dead_letters/tenantId=tenant-\(tenant)/") == 5)
        }
        #expect(server.writer.bufferedBytes == 0)
    }

    /// Does as the server asks: sends again while it is overloaded.
    private func patiently<Success>(
        _ body: () async throws -> Success
    ) async throws -> Success {
        while true {
            do {
                return try await body()
            } catch let error as IngestError
                where [.overloaded, .throttled].contains(error.code)
            {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }
}
