import ArgumentParser
import ByteCoding
import Foundation
import LakeModel
import LakeServer
import Pipeline

/// `lakewriter ingest`: NDJSON files or standard input, through the server's own pipeline.
struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Load NDJSON files into the lake.",
        discussion: """
            Runs the pipeline in this process, so no server may use the same --data-dir meanwhile. \
            Every line is one event; what is compressed comes through a pipe: \
            zstd -dc events.ndjson.zst | lakewriter ingest --tenant acme --table clicks -
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "Whose events these are.")
    var tenant: String

    @Option(help: "Which table they belong to.")
    var table: String

    @Flag(help: "Print the outcome as one JSON object.")
    var json = false

    @Argument(help: "NDJSON files; - is standard input.")
    var files: [String]

    func run() async throws {
        let tenant = try TenantID(tenant)
        let table = try TableName(table)
        let settings = try ServiceSettings(Configuration.load(options))
        let lake = try await Lake.open(settings)
        let ticking = Task { await lake.writer.run() }
        var outcome = Outcome()
        do {
            guard lake.tenants.record(of: tenant)?.state.isServed == true else {
                throw TenantStateError.isNotServed
            }
            for file in files {
                try await load(file, tenant: tenant, table: table, into: lake, &outcome)
            }
        } catch {
            ticking.cancel()
            try? await lake.close(within: settings.shutdownGrace)
            throw error
        }
        ticking.cancel()
        try await lake.close(within: settings.shutdownGrace)
        report(outcome)
        if outcome.rejected > 0 { throw ExitCode(1) }
    }

    private struct Outcome {
        var accepted = 0
        var rejected = 0
        var bytes = 0
        var firstRejection: RejectedEvent?
    }

    /// Bytes of lines that make one request: large enough that its costs vanish, and small enough
    /// that lines of two bytes are no more events than ``DecodeLimits/eventsMax``.
    private static let requestBytes = 512 << 10

    private func load(
        _ file: String,
        tenant: TenantID,
        table: TableName,
        into lake: Lake,
        _ outcome: inout Outcome
    ) async throws {
        var lines = try LineReader(
            file,
            chunkBytes: Self.requestBytes,
            lineBytesMax: lake.bodyBytesMax
        )
        let bar = ProgressBar(total: lines.totalBytes)
        let start = ContinuousClock.now
        let isTerminal = isatty(STDERR_FILENO) == 1
        let before = outcome
        while let chunk = try lines.next() {
            let receipt = try await send(
                IngestRequest(
                    tenant: tenant,
                    table: table,
                    format: .ndjson,
                    encoding: .identity,
                    body: PaddedBytes(chunk)
                ),
                to: lake.writer
            )
            outcome.accepted += receipt.accepted
            outcome.rejected += receipt.rejected.count
            outcome.bytes += chunk.count
            outcome.firstRejection = outcome.firstRejection ?? receipt.rejected.first
            guard isTerminal else { continue }
            let line = bar.line(
                done: outcome.bytes - before.bytes,
                events: outcome.accepted - before.accepted,
                elapsed: start.duration(to: .now)
            )
            FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
        }
        if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
    }

    /// Sends a request, and waits where the pipeline asks to.
    private func send(_ request: IngestRequest, to writer: Writer) async throws -> IngestReceipt {
        while true {
            do {
                return try await writer.ingest(request)
            } catch {
                guard error.code == .overloaded || error.code == .throttled else { throw error }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func report(_ outcome: Outcome) {
        if json {
            print(
                "{\"accepted\":\(outcome.accepted),\"rejected\":\(outcome.rejected),"
                    + "\"bytes\":\(outcome.bytes)}"
            )
            return
        }
        print("\(outcome.accepted) events accepted, \(outcome.rejected) rejected")
        if let first = outcome.firstRejection {
            print("the first rejected: \(first.code): \(first.message); see dead_letters for all")
        }
    }
}
