import ByteCoding
import Synchronization
import WriteAheadLog

/// Loses the records that say that a generation is in its table: a crash before each of them.
final class GatedSettling: Sendable {
    private let held = Mutex(0)

    /// Records that were lost.
    var heldCount: Int { held.withLock { $0 } }

    /// The log behind the gate.
    func wrap(_ log: any EventLog) -> any EventLog { Log(log: log, gate: self) }

    private struct Log: EventLog {
        /// `LogRecordKind.commit`.
        static let commit: UInt8 = 4

        let log: any EventLog
        let gate: GatedSettling

        func append(
            kind: UInt8,
            header: [UInt8],
            body: PaddedBytes?
        )
            throws(WALError) -> Range<LogSequenceNumber>
        {
            guard kind != Self.commit else {
                gate.held.withLock { $0 += 1 }
                throw WALError(.closed, "the process is gone")
            }
            return try log.append(kind: kind, header: header, body: body)
        }

        func waitUntilDurable(_ position: LogSequenceNumber) async throws(WALError) {
            try await log.waitUntilDurable(position)
        }

        func trim(before position: LogSequenceNumber) async throws(WALError) {
            try await log.trim(before: position)
        }

        var retainedBytes: UInt64 { log.retainedBytes }

        func close() async throws(WALError) { try await log.close() }
    }
}
