import Foundation
import LakeServer

/// The server's own directory: its log, its development key, the schemas it has used.
struct DataDirectory {
    let path: String

    /// Opens the directory, which is made for its owner alone when it is not there.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw ConfigurationError(
                "the data directory \(path) cannot be made: \(error.localizedDescription); give "
                    + "--data-dir a directory that this user may write"
            )
        }
    }

    /// Where the log lies.
    var log: String { path + "/log" }

    /// The key of development tokens, made when there is none.
    func developmentKey() throws -> DevelopmentKey {
        try DevelopmentKey.open(inDirectory: path, randomBytes: Runtime.randomBytes)
    }
}
