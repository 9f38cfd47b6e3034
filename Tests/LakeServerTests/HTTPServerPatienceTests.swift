import LakeServer
import Pipeline
import Testing

@Suite("HTTPServer: slow clients, full houses, stops", .timeLimit(.minutes(1)))
struct HTTPServerPatienceTests {
    @Test("a head that comes a byte at a time is cut off with 408")
    func slowHead() async throws {
        var settings = HTTPSettings.forTests
        settings.headTimeout = .milliseconds(500)
        try await TestServer.run(settings) { server in
            let client = try await server.connect()
            let start = ContinuousClock.now
            for byte in "GET /healthz HTT".utf8 {
                client.push([byte])
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(try await client.answer()?.status == 408)
            #expect(await client.isAtEnd())
            #expect(ContinuousClock.now - start < .seconds(5))
            await client.close()
        }
    }

    @Test("a body that stops coming is cut off with 408, and its memory given back")
    func slowBody() async throws {
        var settings = HTTPSettings.forTests
        settings.bodyIdleTimeout = .milliseconds(400)
        settings.bodiesSizeMax = 100
        try await TestServer.run(settings) { server in
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 100\r\n\r\n{")
            #expect(try await client.answer()?.status == 408)
            #expect(await client.isAtEnd())
            #expect(server.ingester.taken == [])
            let body = String(repeating: " ", count: 100)
            #expect(try await server.status(of: server.post(body)) == 200)
            await client.close()
        }
    }

    @Test("a connection that rests for too long is closed without a word")
    func idle() async throws {
        var settings = HTTPSettings.forTests
        settings.keepAliveTimeout = .milliseconds(400)
        try await TestServer.run(settings) { server in
            let client = try await server.connect()
            try await client.send(try server.post("{}"))
            #expect(try await client.answer()?.status == 200)
            #expect(await client.isAtEnd())
            #expect(server.logs.lines == [])
            await client.close()
        }
    }

    @Test("one connection too many is told so, and those that are there are served")
    func tooMany() async throws {
        var settings = HTTPSettings.forTests
        settings.connectionCountMax = 2
        try await TestServer.run(settings) { server in
            let first = try await server.connect()
            let second = try await server.connect()
            try await first.send(try server.post("{}"))
            #expect(try await first.answer()?.status == 200)
            try await second.send(try server.post("{}"))
            #expect(try await second.answer()?.status == 200)
            let third = try await server.connect()
            third.push(Array(try server.post("{}").utf8))
            let refused = try unwrap(try await third.answer())
            #expect(refused.status == 503 && refused.headers["retry-after"] == "1")
            #expect(await third.isAtEnd())
            try await first.send(try server.post("{}"))
            #expect(try await first.answer()?.status == 200)
            #expect(server.ingester.taken.count == 3)
            await first.close()
            await second.close()
            await third.close()
        }
    }

    @Test("a stop answers what is under way, closes the rest, and takes nobody new")
    func stop() async throws {
        try await TestServer.run { server in
            server.ingester.hold()
            let busy = try await server.connect()
            try await busy.send(try server.post("{\"n\":1}"))
            let half = try await server.connect()
            try await half.send(try server.head() + "Content-Length: 7\r\n\r\n{\"n\"")
            let idle = try await server.connect()
            try await idle.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await idle.answer()?.status == 200)
            try await eventually {
                server.ingester.heldCount == 1 && server.ingester.admittedSizes.count == 2
            }
            async let stopped: Void = server.server.shutdown()
            #expect(await idle.isAtEnd())
            await #expect(throws: (any Error).self) { try await server.connect() }
            try await half.send(":2}")
            try await eventually { server.ingester.heldCount == 2 }
            server.ingester.release()
            for client in [busy, half] {
                let answer = try unwrap(try await client.answer())
                #expect(answer.status == 200 && answer.headers["connection"] == "close")
                #expect(await client.isAtEnd())
                await client.close()
            }
            await stopped
            await idle.close()
        }
    }

    @Test("a stop does not wait for ever")
    func stopDeadline() async throws {
        var settings = HTTPSettings.forTests
        settings.shutdownTimeout = .milliseconds(300)
        try await TestServer.run(settings) { server in
            server.ingester.hold()
            let busy = try await server.connect()
            try await busy.send(try server.post("{}"))
            try await eventually { server.ingester.heldCount == 1 }
            let start = ContinuousClock.now
            await server.server.shutdown()
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(try await busy.answer() == nil)
            server.ingester.release()
            await busy.close()
        }
    }

    @Test("an address that is taken is an error with the address in it")
    func addressTaken() async throws {
        try await TestServer.run { server in
            var settings = HTTPSettings.forTests
            settings.port = server.port
            await #expect(throws: HTTPServerError.self) {
                try await TestServer.run(settings) { _ in }
            }
        }
    }
}
