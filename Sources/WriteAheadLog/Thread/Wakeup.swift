import CPlatform
import Glibc

/// What a thread sleeps on until another wakes it; a wake that comes first is not lost.
@safe final class Wakeup: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Guarded by `mutex`.
    private var isAwake = false

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Lets the sleeper go on, now or as soon as it sleeps.
    func wake() {
        unsafe pthread_mutex_lock(mutex)
        isAwake = true
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Sleeps until woken, or until the time is over.
    func sleep(atMost limit: Duration?) {
        let end = limit.map(Self.deadline)
        unsafe pthread_mutex_lock(mutex)
        while !isAwake {
            guard var end else {
                unsafe pthread_cond_wait(condition, mutex)
                continue
            }
            if unsafe pthread_cond_timedwait(condition, mutex, &end) != 0 { break }
        }
        isAwake = false
        unsafe pthread_mutex_unlock(mutex)
    }

    private static func deadline(after limit: Duration) -> timespec {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + Int(limit.components.attoseconds / 1_000_000_000)
        time.tv_sec += Int(limit.components.seconds) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }
}
