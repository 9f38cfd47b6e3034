import ByteCoding
import LakeModel
import Pipeline
import WriteAheadLog

/// A writer over its log, from a start to a stop.
struct TestServer: Sendable {
    let writer: Writer
    let log: WAL
    let clock: ManualClock

    /// Sends a body as one request.
    @discardableResult
    func send(
        _ body: [UInt8],
        to table: String = "clicks",
        of tenant: String = "acme",
        encoding: IngestRequest.ContentEncoding = .identity,
        strict: Bool = false
    ) async throws -> IngestReceipt {
        try await writer.ingest(
            IngestRequest(
                tenant: TenantID(tenant),
                table: TableName(table),
                format: .ndjson,
                encoding: encoding,
                body: PaddedBytes(body),
                isStrict: strict
            )
        )
    }

    /// Sends lines as one request.
    @discardableResult
    func send(
        _ text: String,
        to table: String = "clicks",
        of tenant: String = "acme",
        strict: Bool = false
    ) async throws -> IngestReceipt {
        try await send(Array(text.utf8), to: table, of: tenant, strict: strict)
    }

    /// Turns the clock far enough that everything open is sealed and everything waiting is tried
    /// again.
    func seal() {
        clock.advance(by: .seconds(61))
        writer.tick()
    }

    /// Seals what is open and waits until all of it is in the lake.
    func flush() async throws {
        seal()
        try await eventually("all generations are in the lake") { writer.pendingGenerations == 0 }
    }

    /// Writes out what is open, turning the clock meanwhile, and lets go of the log.
    func stop() async throws {
        let ticking = Task { [clock, writer] in
            while !Task.isCancelled {
                clock.advance(by: .seconds(61))
                writer.tick()
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        await writer.drain()
        ticking.cancel()
        _ = await ticking.result
        try await log.close()
    }

    /// Lets go of the log at once: what is not in the lake stays in the log.
    func abandon() async throws {
        try await log.close()
    }
}

/// What a test waited for did not come.
struct Overdue: Error, CustomStringConvertible {
    let description: String
}

/// Returns when the condition holds, and throws when it does not within half a minute.
func eventually(
    _ what: String,
    _ condition: @Sendable () async throws -> Bool
) async throws {
    for _ in 0..<15_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    throw Overdue(description: "not yet: \(what)")
}
