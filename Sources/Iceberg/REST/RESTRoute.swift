import LakeModel
import ObjectStorage

/// Where a catalog's own configuration says that its routes are.
///
/// Source: Iceberg REST catalog specification, `GET /v1/config`, `CatalogConfig`.
struct RESTRoute: Hashable {
    /// The catalog's address, which its configuration may have changed.
    let uri: RESTAddress
    /// What stands before `namespaces`, a slash at its end: `v1/` or `v1/<prefix>/`.
    let base: String

    /// Reads a configuration: what it overrides goes before what we say, and that before its
    /// defaults.
    ///
    /// - Throws: `.corrupt` when it is none, or sends our token elsewhere in the clear.
    init(_ body: [UInt8], of settings: RESTCatalogSettings) throws(CatalogError) {
        guard let root = try? JSONDocument(body).root, let overrides = root["overrides"],
            overrides.members != nil
        else {
            throw CatalogError(
                .corrupt,
                "\(settings.uri)/v1/config answered with no configuration; check catalog.uri"
            )
        }
        var uri = settings.uri
        if let text = overrides["uri"]?.string {
            guard let other = RESTAddress(text), other.isSecure || !uri.isSecure else {
                throw CatalogError(
                    .corrupt,
                    "\(settings.uri) sends its clients to an address that is not safe"
                )
            }
            uri = other
        }
        let prefix = overrides["prefix"]?.string ?? root["defaults"]?["prefix"]?.string ?? ""
        guard RESTAddress.isPath(prefix) else {
            throw CatalogError(.corrupt, "\(settings.uri) asks for a prefix that is no path")
        }
        self.uri = uri
        base = prefix.isEmpty ? "v1/" : "v1/\(prefix)/"
    }

    /// The route of all namespaces.
    var namespaces: String { "\(uri)/\(base)namespaces" }

    /// The route of a tenant's tables.
    func tables(_ tenant: TenantID) -> String {
        "\(namespaces)/\(PercentEncoding.encode(tenant.name))/tables"
    }

    /// The route of a table.
    func table(_ table: TableIdentifier) -> String {
        "\(tables(table.tenant))/\(PercentEncoding.encode(table.table.name))"
    }
}
