import Logging
import Synchronization

/// A log whose lines a test can read, metadata included.
final class CollectingLog: Sendable {
    private let lines = Mutex<[String]>([])

    /// The lines so far, of every level.
    var all: [String] { lines.withLock { $0 } }

    /// What writes to this log.
    var logger: Logger {
        var logger = Logger(label: "tests") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: CollectingLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.message) \(event.metadata ?? [:])"
            log.lines.withLock { $0.append(line) }
        }
    }
}
