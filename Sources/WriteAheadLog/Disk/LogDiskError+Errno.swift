import Glibc

extension LogDiskError {
    /// The error of a system call, from its `errno`.
    init(_ operation: String, _ path: String, errno number: Int32) {
        let reason = unsafe String(cString: strerror(number))
        let code: Code = number == ENOSPC || number == EDQUOT ? .noSpace : .failed
        self.init(code, "\(operation) \(path): \(reason) (errno \(number))")
    }
}
