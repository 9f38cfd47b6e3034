import LakeServer
import Logging
import Pipeline
import ServiceLifecycle

/// Runs the pipeline until the shutdown, then writes out what is open.
struct PipelineService: Service {
    let lake: Lake
    let grace: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown { await lake.writer.run() }
        // Nothing more can be promised: end, so that whoever watches the process starts it again.
        if case .failing(let reason) = lake.writer.readiness { throw LogFailure(reason: reason) }
        try await lake.close(within: grace)
    }
}

/// The log's disk failed while the server ran.
struct LogFailure: Error, CustomStringConvertible {
    let reason: String

    var description: String {
        "the log failed: \(reason); start the server again, which replays what was acknowledged, and "
            + "if that fails too, replace the disk of the data directory"
    }
}

/// Runs the HTTP server until the shutdown, then lets requests under way finish.
struct ServerService: Service {
    let server: HTTPServer
    let logger: Logger

    func run() async throws {
        let address = try await server.start()
        logger.info("taking events", metadata: ["address": "\(address)"])
        try? await gracefulShutdown()
        await server.shutdown()
    }
}
