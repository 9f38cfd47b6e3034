/// A file that is no policy.
struct PolicyFileError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String {
        reason.split(separator: "\n").map { "\(path): \($0)" }.joined(separator: "\n")
    }
}
