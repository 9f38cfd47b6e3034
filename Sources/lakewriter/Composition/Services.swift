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
        try await lake.close(within: grace)
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
