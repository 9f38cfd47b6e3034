import LakeServer
import Logging
import ServiceLifecycle
import UnixSignals

/// Keeps what is known of tenants up to date while the server runs.
///
/// The store is asked every `interval`, so that a suspension takes effect within two of them; the
/// operator's file is looked at every two seconds, and at once on SIGHUP, when the audit log is also
/// opened again.
struct TenantWatcher: Service {
    let registry: TenantRegistry
    let audit: AuditLog
    let interval: Duration
    /// Files are read there: the threads of requests never wait for a disk.
    let executor: any TaskExecutor

    private static let fileInterval = Duration.seconds(2)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskExecutorPreference(executor) { await watch() }
        }
    }

    /// Each source has a watch of its own: a store that does not answer holds up no file.
    private func watch() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await every(interval) {
                    await registry.refreshStore()
                    audit.tellUnsaid()
                }
            }
            group.addTask { await watchFile() }
            await group.waitForAll()
        }
    }

    private func watchFile() async {
        let (knocks, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await every(Self.fileInterval) { continuation.yield() } }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) {
                    audit.reopen()
                    continuation.yield()
                }
            }
            for await _ in knocks { registry.refreshFile() }
            group.cancelAll()
        }
    }

    private func every(_ interval: Duration, _ body: () async -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            await body()
        }
    }
}
