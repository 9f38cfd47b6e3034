import ByteCoding
import Dispatch
import Synchronization
import WriteAheadLog

/// A log at whose door requests are held until a test lets them in; the writer's own records pass.
final class GatedLog: EventLog {
    private let log: any EventLog
    private let gate = DispatchSemaphore(value: 0)
    private let held = Mutex(0)
    private let isOpen = Mutex(false)

    init(_ log: any EventLog) {
        self.log = log
    }

    /// Requests that wait at the door.
    var heldCount: Int { held.withLock { $0 } }

    /// Lets those in who wait, and all who come.
    func open() {
        isOpen.withLock { $0 = true }
        for _ in 0..<heldCount { gate.signal() }
    }

    func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    )
        throws(WALError) -> Range<LogSequenceNumber>
    {
        let waits = isOpen.withLock { isOpen in
            if body != nil, !isOpen { held.withLock { $0 += 1 } }
            return body != nil && !isOpen
        }
        if waits { gate.wait() }
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
