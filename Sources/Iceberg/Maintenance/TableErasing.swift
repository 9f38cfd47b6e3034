public import LakeModel
import ObjectStorage

/// A catalog that a tenant's tables can be dropped from for good.
public protocol TableErasing: Sendable {
    /// All that may be tables of a tenant.
    func tables(of tenant: TenantID) async throws(CatalogError) -> [TableIdentifier]

    /// Drops a table, so that no commit that is under way can still be made to it.
    ///
    /// - Returns: false when it was gone.
    func eraseTable(_ table: TableIdentifier) async throws(CatalogError) -> Bool
}

extension ObjectStoreCatalog: TableErasing {
    /// All tables of a tenant, those included that were dropped, or cannot be read: folders are
    /// enough.
    public func tables(of tenant: TenantID) async throws(CatalogError) -> [TableIdentifier] {
        var found: [TableIdentifier] = []
        var after: String?
        repeat {
            let page: FolderPage
            do throws(ObjectStoreError) {
                page = try await store.listFolders(
                    below: LakeLocation.namespaceFolder(of: tenant),
                    after: after
                )
            } catch {
                throw CatalogError(error)
            }
            for folder in page.folders {
                guard let table = try? TableName(folder) else { continue }
                found.append(TableIdentifier(tenant: tenant, table: table))
            }
            after = page.isTruncated ? page.folders.last : nil
        } while after != nil
        return found
    }

    /// Drops a table; its files, metadata that cannot be read included, are the sweep's.
    public func eraseTable(_ table: TableIdentifier) async throws(CatalogError) -> Bool {
        do throws(CatalogError) {
            try await dropTable(table)
            return true
        } catch  where error.code == .noSuchTable || error.code == .corrupt {
            return error.code == .corrupt
        }
    }
}
