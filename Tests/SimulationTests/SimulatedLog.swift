import ByteCoding
import LakeTesting
import Synchronization
import WriteAheadLog

/// The real log without its thread: the simulation decides when it writes and syncs.
final class SimulatedLog: EventLog {
    private struct State: ~Copyable {
        var log: SegmentedLog
        var waiters: [Waiter] = []
    }

    private struct Waiter {
        let position: LogSequenceNumber
        let continuation: UnsafeContinuation<WALError?, Never>
    }

    private let state: Mutex<State>
    private let mistake: Mistake?

    init(_ log: consuming sending SegmentedLog, mistake: Mistake?) {
        state = Mutex(State(log: log))
        self.mistake = mistake
    }

    func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    )
        throws(WALError) -> Range<LogSequenceNumber>
    {
        let outcome = state.withLock { state -> Result<Range<LogSequenceNumber>, WALError> in
            do throws(WALError) {
                let range = try state.log.append(kind: kind, header: header, body: body)
                // A seal is a record of kind 3.
                if mistake == .trimsBeforeTheCommit, kind == 3 {
                    try state.log.trim(before: range.lowerBound)
                }
                return .success(range)
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    func waitUntilDurable(_ position: LogSequenceNumber) async throws(WALError) {
        if mistake == .acknowledgesBeforeTheSync { return }
        let failure = await withUnsafeContinuation { continuation in
            let isDurable = state.withLock { state in
                if state.log.durable >= position { return true }
                state.waiters.append(Waiter(position: position, continuation: continuation))
                return false
            }
            if isDurable { continuation.resume(returning: nil) }
        }
        if let failure { throw failure }
    }

    func trim(before position: LogSequenceNumber) async throws(WALError) {
        if mistake == .trimsBeforeTheCommit { return }
        let failure = state.withLock { state -> WALError? in
            do throws(WALError) {
                try state.log.trim(before: position)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    var retainedBytes: UInt64 { state.withLock { $0.log.retainedBytes } }

    func close() async throws(WALError) {}

    /// Writes and syncs what waits, and tells those who waited for it.
    func flush() {
        let told = state.withLock { state -> [(Waiter, WALError?)] in
            do throws(WALError) {
                let durable = try state.log.flush()
                let ready = state.waiters.filter { $0.position <= durable }
                state.waiters.removeAll { $0.position <= durable }
                return ready.map { ($0, nil) }
            } catch {
                defer { state.waiters = [] }
                return state.waiters.map { ($0, error) }
            }
        }
        for (waiter, error) in told { waiter.continuation.resume(returning: error) }
    }
}
