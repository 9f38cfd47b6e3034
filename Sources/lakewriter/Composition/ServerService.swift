import LakeServer
import Logging
import ServiceLifecycle

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
