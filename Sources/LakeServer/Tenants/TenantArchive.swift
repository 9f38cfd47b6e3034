import LakeModel
import Pipeline

/// The store's object as it was last read, in the data directory: what a server starts with while the
/// store is away, so that nobody who was suspended comes in meanwhile.
struct TenantArchive: Sendable {
    private let path: String

    /// Creates the archive of a data directory.
    init(dataDirectory: String) {
        path = "\(dataDirectory)/known-tenants.json"
    }

    /// What was kept; nil when there is nothing, or nothing that can be understood.
    func read() -> TenantDirectory? {
        guard let bytes = try? SmallFile.read(path, sizeMax: TenantDirectory.sizeMax) else {
            return nil
        }
        return try? TenantDirectory(bytes, file: path)
    }

    /// Keeps what was read.
    func keep(_ directory: TenantDirectory) throws(SmallFile.Failure) {
        try SmallFile.replace(path, directory.json)
    }
}
