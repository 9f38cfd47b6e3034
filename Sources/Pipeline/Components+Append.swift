import Logging
import WriteAheadLog

extension Components {
    /// Appends one of the writer's own records, waiting out a log that has no room for the moment.
    func append(
        _ kind: LogRecordKind,
        _ header: [UInt8]
    ) async throws(WALError) -> Range<LogSequenceNumber> {
        while true {
            do {
                return try log.append(kind: kind.rawValue, header: header, body: nil)
            } catch {
                guard error.code == .backlogged || error.code == .full else { throw error }
                logger.warning(
                    "the log has no room for the writer's own record; trying again",
                    metadata: ["reason": "\(error.message)"]
                )
                do {
                    try await clock.sleep(for: .milliseconds(500))
                } catch {
                    throw WALError(.closed, "stopped while waiting for room in the log")
                }
            }
        }
    }
}
