#if canImport(Glibc)
import Glibc
#endif

/// A thread of the operating system that runs one body and ends with it.
package enum OwnThread {
    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Starts a detached thread.
    ///
    /// Signals that end or steer the process are left to other threads, and SIGPIPE, which OpenSSL
    /// may raise, is blocked: a write to a closed connection fails by its error alone.
    package static func start(_ body: @escaping @Sendable () -> Void) {
        let start = unsafe Unmanaged.passRetained(Start(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                var signals = sigset_t()
                unsafe sigemptyset(&signals)
                for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCHLD, SIGALRM] {
                    unsafe sigaddset(&signals, signal)
                }
                unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
                start.body()
                return nil
            },
            start.toOpaque()
        )
        precondition(code == 0, "no thread could be started: error \(code)")
        pthread_detach(thread)
    }
}
