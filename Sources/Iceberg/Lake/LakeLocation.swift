public import LakeModel
public import ObjectStorage

/// Where everything of a table lies: keys of the store, and the URIs by which Iceberg names them.
///
///     <root>/<table>/tenantId=<tenant>/dt=<day>/<file>.parquet       data
///     <root>/_catalog/tenantId=<tenant>/<table>/metadata/…           metadata
public struct LakeLocation: Hashable, Sendable {
    /// `s3://bucket/prefix` or `file:///directory`, without a slash at the end.
    public let root: String

    /// Creates the locations below a root, as ``ObjectStorage/ObjectStore/location`` says it.
    public init(root: String) {
        self.root = root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    /// The folder of everything that the catalog keeps.
    public static let catalogFolder = "_catalog/"

    /// The folder of a tenant's tables' metadata, a slash at its end.
    public static func namespaceFolder(of tenant: TenantID) -> String {
        "\(catalogFolder)tenantId=\(tenant)/"
    }

    /// A table's `location` as a folder of the store, without a slash at its end.
    public static func tableFolder(of table: TableIdentifier) -> String {
        "\(namespaceFolder(of: table.tenant))\(table.table)"
    }

    /// The folder of a table's metadata, without a slash at its end.
    public static func metadataFolder(of table: TableIdentifier) -> String {
        "\(tableFolder(of: table))/metadata"
    }

    /// The folder of a table's data files, without a slash at its end.
    public static func dataFolder(of table: TableIdentifier) -> String {
        "\(table.table)/tenantId=\(table.tenant)"
    }

    /// The URI of what lies under a key, or of a folder.
    public func uri(_ path: String) -> String { "\(root)/\(path)" }

    /// The key of what a URI names; nil when it lies elsewhere, or is no key.
    ///
    /// `s3a://` and `s3n://` are other spellings of `s3://`, and `file:/` is one of `file:///`.
    public func key(_ uri: String) -> ObjectKey? {
        let plain = Self.plain(uri)
        guard plain.hasPrefix(root + "/") else { return nil }
        return ObjectKey(untrusted: String(plain.dropFirst(root.count + 1)))
    }

    private static func plain(_ uri: String) -> String {
        for scheme in ["s3a://", "s3n://"] where uri.hasPrefix(scheme) {
            return "s3://" + uri.dropFirst(scheme.count)
        }
        if uri.hasPrefix("file:/"), !uri.hasPrefix("file://") {
            return "file:///" + uri.dropFirst("file:/".count)
        }
        return uri
    }
}
