#if canImport(Glibc)
import Glibc
#endif

extension ObjectStoreError {
    /// What a system call's failure means for whoever uses the store.
    ///
    /// - Parameters:
    ///   - call: the call's name.
    ///   - code: its `errno`.
    ///   - path: which file or directory it was about.
    /// - Returns: an error that names all three.
    package static func systemCall(_ call: String, _ code: Int32, _ path: String) -> Self {
        let reason = unsafe String(cString: strerror(code))
        let message = "\(path): \(call): \(reason)"
        switch code {
        case ENOSPC, EDQUOT:
            return Self(.full, "\(message); make room, or give the lake a larger disk")
        case EACCES, EPERM, EROFS:
            return Self(.denied, "\(message); let this program's user write there")
        case ELOOP:
            return Self(.misconfigured, "\(message); symbolic links are not followed inside a lake")
        case ENOENT: return Self(.notFound, message)
        case ENOTDIR, EISDIR:
            return Self(
                .invalidRequest,
                "\(message); a directory cannot hold both an object and others below it"
            )
        case ENAMETOOLONG, EINVAL: return Self(.invalidRequest, message)
        default: return Self(.unavailable, message)
        }
    }
}
