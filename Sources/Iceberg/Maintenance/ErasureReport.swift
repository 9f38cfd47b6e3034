public import LakeModel
import ObjectStorage

/// What an erasure removed, or would remove.
public struct ErasureReport: Hashable, Sendable {
    /// What lay in one folder.
    public struct Folder: Hashable, Sendable {
        /// Versions of objects, current ones included.
        public var versions = 0
        /// Marks in the place of deleted objects.
        public var deleteMarkers = 0
        /// Uploads that nobody finished.
        public var uploads = 0
        /// Bytes of the versions.
        public var bytes = 0
    }

    /// Whose.
    public let tenant: TenantID
    /// Tables that were dropped from the catalog.
    public var tables = 0
    /// By folder, `clicks/tenantId=acme/`.
    public private(set) var folders: [String: Folder] = [:]
    /// How often everything was listed.
    public var rounds = 0

    /// Creates the report of a tenant of which nothing was counted yet.
    public init(tenant: TenantID) {
        self.tenant = tenant
    }

    /// The sums over all folders.
    public var total: Folder {
        folders.values.reduce(into: Folder()) { total, folder in
            total.versions += folder.versions
            total.deleteMarkers += folder.deleteMarkers
            total.uploads += folder.uploads
            total.bytes += folder.bytes
        }
    }

    /// Counts something that lies in a folder.
    mutating func count(_ remnant: Remnant, in folder: String) {
        var counts = folders[folder, default: Folder()]
        switch remnant.kind {
        case .version:
            counts.versions += 1
            counts.bytes += remnant.size
        case .deleteMarker: counts.deleteMarkers += 1
        case .upload: counts.uploads += 1
        case .folder: break
        }
        folders[folder] = counts
    }
}
