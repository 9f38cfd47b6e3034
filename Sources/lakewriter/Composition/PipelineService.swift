import Pipeline
import ServiceLifecycle

/// Runs the pipeline until the shutdown, then writes out what is open.
struct PipelineService: Service {
    let lake: Lake
    let grace: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown { await lake.writer.run() }
        // Nothing more can be promised: end, so that whoever watches the process starts it again.
        if case .failing(let reason) = lake.writer.readiness {
            throw PipelineFailure(description: reason)
        }
        try await lake.close(within: grace)
    }
}
