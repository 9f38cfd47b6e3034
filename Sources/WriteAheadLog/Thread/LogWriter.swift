import CPlatform
import Glibc
import Synchronization

/// The log's own thread: it alone touches the disk, so that no cooperative thread ever blocks.
///
/// Everything shared lies in `state`; `store` belongs to the thread from ``start()`` on.
final class LogWriter: @unchecked Sendable {
    let state: Mutex<LogState>
    private let wakeup = Wakeup()
    private let roomRetryInterval: Duration
    private var store: SegmentStore

    init(commit: GroupCommit, store: consuming SegmentStore) {
        roomRetryInterval = commit.settings.roomRetryInterval
        state = Mutex(LogState(commit: commit))
        self.store = store
    }

    /// Starts the thread, which keeps the writer alive until the log is closed or poisoned.
    func start() throws(WALError) {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let argument = unsafe Unmanaged.passRetained(self)
        let number = unsafe pthread_create(
            &thread,
            &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe cplatform_name_thread("log-writer")
                unsafe Unmanaged<LogWriter>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            argument.toOpaque()
        )
        guard number == 0 else {
            unsafe argument.release()
            store.close()
            throw WALError(.unusable, "the log's thread cannot be started (errno \(number))")
        }
    }

    /// Changes the shared state, wakes the thread if that gave it work, and lets go on whoever
    /// waited for the change.
    func withState<Result: Sendable, Failure: Error>(
        _ body: (inout sending LogState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result = state.withLock { state in
            do throws(Failure) {
                let value = try body(&state)
                return (Swift.Result<Result, Failure>.success(value), state.takeWakeup())
            } catch {
                return (Swift.Result<Result, Failure>.failure(error), state.takeWakeup())
            }
        }
        if result.1 { wakeup.wake() }
        return try result.0.get()
    }

    private func run() {
        while true {
            let action = state.withLock { state in
                let action = state.commit.next()
                if case .wait = action { state.isThreadAsleep = true }
                return action
            }
            switch action {
            case .write, .prepare, .forget, .finish:
                let outcome = store.perform(action)
                let settled = state.withLock { state in
                    state.commit.apply(outcome)
                    return state.waiters.takeSettled(in: state.commit)
                }
                for resumption in settled { resumption.resume() }
            case .wait(let forRoom):
                sleep(forRoom: forRoom)
            case .stop:
                store.close()
                return
            }
        }
    }

    private func sleep(forRoom: Bool) {
        wakeup.sleep(atMost: forRoom ? roomRetryInterval : nil)
        state.withLock { state in
            state.isThreadAsleep = false
            if forRoom { state.commit.lookForRoomAgain() }
        }
    }
}
