import Glibc
import LakeServer

/// How many files and connections the system lets this process have open.
enum OpenFileLimit {
    /// Kept for the log, the lake and the store: they must never find that clients took all.
    private static let reserve = 256

    /// Asks the system for as many as it allows, and keeps connections below that.
    ///
    /// A shell's usual limit is 1,024, far below what the system would give for the asking. A
    /// server that accepts until it is refused spins on the refusal and cannot open its own files.
    static func apply(to settings: inout HTTPSettings) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return
        }
        let wanted = rlim_t(settings.connectionCountMax + reserve)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = min(wanted, limit.rlim_max)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let room = Int(clamping: limit.rlim_cur) - reserve
        settings.connectionCountMax = max(16, min(settings.connectionCountMax, room))
    }
}
