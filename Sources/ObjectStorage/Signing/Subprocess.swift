#if canImport(Glibc)
import Glibc
#endif

/// Runs a command and takes in what it prints.
///
/// Blocks: for threads of one's own.
enum Subprocess {
    /// The longest that a command may take.
    ///
    /// Long enough for a token service, short enough that a hung one is noticed.
    private static let millisecondsMax: Int32 = 60_000
    /// The most that it may print.
    private static let outputBytesMax = 1 << 20

    /// The standard output of a command that ends with status 0.
    ///
    /// - Throws: `.misconfigured` when it cannot be started, `.unavailable` when it fails.
    static func output(
        ofShell command: String,
        environment: [String: String]
    ) throws(ObjectStoreError) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw ObjectStoreError.systemCall("pipe", errno, "credential_process")
        }
        let output = Descriptor(ends[0])
        let input = Descriptor(ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = try spawn(command, environment, input)
        input.close()

        let bytes = read(output)
        if bytes == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard let bytes, status == 0 else {
            let reason = bytes == nil ? "prints nothing within a minute, or too much" : "fails"
            throw ObjectStoreError(.unavailable, "the credential_process of the profile \(reason)")
        }
        return bytes
    }

    private static func spawn(
        _ command: String,
        _ environment: [String: String],
        _ output: borrowing Descriptor
    ) throws(ObjectStoreError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.raw, 1)
        let variables = unsafe duplicates(environment.map { "\($0.key)=\($0.value)" })
        let arguments = unsafe duplicates(["sh", "-c", command])
        defer { unsafe (variables + arguments).forEach { text in unsafe free(text) } }
        var child = pid_t()
        let code = unsafe posix_spawn(&child, "/bin/sh", &actions, nil, arguments, variables)
        guard code == 0 else {
            throw ObjectStoreError.systemCall("posix_spawn", code, "credential_process")
        }
        return child
    }

    /// Texts as C wants them, nil behind the last.
    @unsafe private static func duplicates(
        _ texts: [String]
    ) -> [UnsafeMutablePointer<CChar>?] {
        unsafe texts.map { text in unsafe strdup(text) } + [nil]
    }

    /// Reads to the end; nil when that does not come in time, or the output is too long.
    private static func read(_ output: borrowing Descriptor) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            var wait = pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&wait, 1, millisecondsMax)
            if ready < 0 && errno == EINTR { continue }
            guard ready > 0, let piece = try? output.read(upTo: 4096, path: "credential_process"),
                bytes.count + piece.count <= outputBytesMax
            else { return nil }
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }
}
