import LakeServer
import Pipeline
import Testing

@Suite("HTTPServer: connections", .timeLimit(.minutes(1)))
struct HTTPServerConnectionTests {
    @Test("a connection serves one request after another")
    func keepAlive() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            for number in 0..<20 {
                try await client.send(try server.post("{\"n\":\(number)}"))
                let answer = try unwrap(try await client.answer())
                #expect(answer.status == 200 && answer.headers["connection"] == nil)
            }
            #expect(server.ingester.taken.map(\.body) == (0..<20).map { "{\"n\":\($0)}" })
            await client.close()
        }
    }

    @Test("requests sent at once are answered in their order, one at a time")
    func pipelined() async throws {
        try await TestServer.run { server in
            server.ingester.hold()
            let client = try await server.connect()
            var requests = ""
            for number in 0..<50 { requests += try server.post("{\"n\":\(number)}") }
            requests += "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
            try await client.send(requests)
            try await eventually { server.ingester.heldCount == 1 }
            try await Task.sleep(for: .milliseconds(20))
            #expect(server.ingester.heldCount == 1)
            server.ingester.release()
            for _ in 0..<50 { #expect(try await client.answer()?.status == 200) }
            #expect(try await client.answer()?.status == 404)
            #expect(server.ingester.taken.map(\.body) == (0..<50).map { "{\"n\":\($0)}" })
            await client.close()
        }
    }

    @Test("a client that asks to close, or speaks HTTP/1.0, is closed behind the answer")
    func close() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(try server.post("{}", "Connection: close"))
            #expect(try await client.answer()?.headers["connection"] == "close")
            #expect(await client.isAtEnd())
            let old = try await server.connect()
            try await old.send("GET /healthz HTTP/1.0\r\n\r\n")
            #expect(try await old.answer()?.headers["connection"] == "close")
            #expect(await old.isAtEnd())
            let kept = try await server.connect()
            try await kept.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try await kept.answer()?.headers["connection"] == "keep-alive")
            await client.close()
            await old.close()
            await kept.close()
        }
    }

    @Test("a body is asked for only when its head is admitted")
    func expectContinue() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            let fields = "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
            for _ in 0..<2 {
                try await client.send(try server.head() + fields)
                #expect(try await client.answer()?.status == 100)
                try await client.send("{}")
                #expect(try await client.answer()?.status == 200)
            }
            try await client.send(try server.head(token: "") + fields)
            let refused = try unwrap(try await client.answer())
            #expect(refused.status == 401 && refused.headers["connection"] == "close")
            #expect(await client.isAtEnd())
            let other = try await server.connect()
            try await other.send(try server.head() + "Expect: tea\r\nContent-Length: 2\r\n\r\n")
            #expect(try await other.answer()?.status == 417)
            await client.close()
            await other.close()
        }
    }

    @Test("a small unread body is skipped and the connection kept")
    func skippedBody() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            for _ in 0..<3 {
                let body = String(repeating: "x", count: 60_000)
                try await client.send(try server.post(body, token: ""))
                let refused = try unwrap(try await client.answer())
                #expect(refused.status == 401 && refused.headers["connection"] == nil)
                try await client.send(try server.post("{}"))
                #expect(try await client.answer()?.status == 200)
            }
            await client.close()
        }
    }

    @Test("a body that is declared too large is refused while the client still sends")
    func declaredTooLarge() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 100000000\r\n\r\n")
            client.push([UInt8](repeating: 0x20, count: 5_000_000))
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 413 && answer.headers["connection"] == "close")
            #expect(await client.isAtEnd())
            #expect(server.ingester.admittedSizes == [])
            await client.close()
        }
    }

    @Test("chunks are counted, and refused when they become too many")
    func chunked() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            let head = try server.head() + "Transfer-Encoding: chunked\r\n\r\n"
            try await client.send(head + "2\r\n{\"\r\n5\r\na\":1}\r\n0\r\n\r\n")
            #expect(try await client.answer()?.status == 200)
            #expect(server.ingester.taken.last?.body == "{\"a\":1}")
            #expect(server.ingester.admittedSizes == [0, 7])
            try await client.send(head)
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000)
            for _ in 0..<20 { client.push(chunk + Array("\r\n".utf8)) }
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 413 && answer.headers["connection"] == "close")
            client.push(Array("no chunk at all\r\n".utf8))
            #expect(await client.isAtEnd())
            #expect(server.ingester.taken.count == 1)
            await client.close()
        }
    }

    @Test(
        "heads that two readers could read in two ways are refused",
        arguments: [
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /healthz HTTP/1.1\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
            "GET /healthz HTTP/3.0\r\nHost: x\r\n\r\n",
            "nonsense\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]
    )
    func ambiguous(head: String) async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(head + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 400, "\(answer)")
            #expect(answer.headers["connection"] == "close")
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(await client.isAtEnd())
            #expect(server.logs.lines.count == 1)
            await client.close()
        }
    }

    @Test("another transfer coding than chunked is 501")
    func transferCoding() async throws {
        try await TestServer.run { server in
            let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
            let status = try await server.status(of: head)
            #expect(status == 501)
        }
    }

    @Test("heads that are too large are 431")
    func largeHead() async throws {
        try await TestServer.run { server in
            let long = "X-Long: \(String(repeating: "x", count: 40_000))"
            let longStatus = try await server.status(of: server.post("{}", long))
            #expect(longStatus == 431)
            let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
            let head = "GET /healthz HTTP/1.1\r\nHost: x\r\n\(many)\r\n"
            let manyStatus = try await server.status(of: head)
            #expect(manyStatus == 431)
        }
    }

    @Test("a broken chunk behind a good head is 400, and nothing is kept")
    func brokenChunk() async throws {
        try await TestServer.run { server in
            let head = try server.head() + "Transfer-Encoding: chunked\r\n\r\n"
            #expect(try await server.status(of: head + "zz\r\n{}\r\n") == 400)
            #expect(server.ingester.taken == [])
        }
    }

    @Test("good requests ahead of a broken one are still answered")
    func brokenBehindGood() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(try server.post("{}") + server.post("{}") + "\u{0}\u{1}\r\n\r\n")
            #expect(try await client.answer()?.status == 200)
            #expect(try await client.answer()?.status == 200)
            #expect(try await client.answer()?.status == 400)
            #expect(await client.isAtEnd())
            await client.close()
        }
    }

    @Test("an offer to change the protocol is declined by an answer and a close")
    func upgrade() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(
                try server.post("{}", "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AA")
            )
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 200 && answer.headers["connection"] == "close")
            #expect(await client.isAtEnd())
            await client.close()
        }
    }

    @Test("a client that ends its side behind a request gets its answer")
    func halfClosed() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(try server.post("{}"))
            try await client.closeOutput()
            #expect(try await client.answer()?.status == 200)
            #expect(await client.isAtEnd())
            await client.close()
        }
    }

    @Test("a client that leaves in the middle of its body leaves nothing behind")
    func abandoned() async throws {
        var settings = HTTPSettings.forTests
        settings.bodiesSizeMax = 1000
        try await TestServer.run(settings) { server in
            for round in 1...5 {
                let client = try await server.connect()
                try await client.send(try server.head() + "Content-Length: 900\r\n\r\n{")
                try await eventually { server.ingester.admittedSizes.count == round }
                await client.close()
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(server.ingester.taken == [])
            let body = String(repeating: " ", count: 900)
            #expect(try await server.status(of: server.post(body)) == 200)
        }
    }
}
