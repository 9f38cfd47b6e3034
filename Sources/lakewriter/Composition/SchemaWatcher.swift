import LakeModel
import Logging
import Pipeline
import ServiceLifecycle
import UnixSignals

/// Looks at the schema files while the server runs: every two seconds, and at once on SIGHUP.
///
/// Polled, since it works alike on every file system and for files that are mounted into a
/// container, whose folder is swapped as a whole; a look costs a call for each file.
struct SchemaWatcher: Service {
    let folder: String
    let keeper: SchemaKeeper
    /// The files are read and archived there: the threads of requests never wait for a disk.
    let executor: any TaskExecutor
    let logger: Logger

    private static let interval = Duration.seconds(2)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskExecutorPreference(executor) { await watch() }
        }
    }

    private func watch() async {
        let (knocks, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.interval)
                    continuation.yield()
                }
            }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) {
                    continuation.yield()
                }
            }
            var sight = Sight()
            for await _ in knocks { await look(&sight) }
            group.cancelAll()
        }
    }

    /// What was seen the last time.
    private struct Sight {
        var look: SchemaFolder.Look?
        var complaint: String?
    }

    private func look(_ sight: inout Sight) async {
        do {
            // Before the files are read: one that changes meanwhile looks other the next time.
            let look = try SchemaFolder.look(at: folder)
            let isWaiting = await keeper.isWaiting
            guard look != sight.look || isWaiting else { return }
            sight.look = look
            await keeper.look(at: try SchemaFolder.read(folder))
            sight.complaint = nil
        } catch {
            // Told once: the tables go on with the schemas that they have.
            let complaint = "\(error)"
            sight.look = nil
            guard complaint != sight.complaint else { return }
            sight.complaint = complaint
            logger.warning("the schema files cannot be read", metadata: ["reason": "\(complaint)"])
        }
    }
}
