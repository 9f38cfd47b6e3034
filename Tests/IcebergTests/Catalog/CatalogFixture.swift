import Iceberg
import LakeModel
import ObjectStorage

/// Tables for the catalog's tests.
enum CatalogFixture {
    static func table(
        _ table: String = "clicks",
        of tenant: String = "acme"
    ) throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID(tenant), table: try TableName(table))
    }

    /// A table's first metadata.
    static func metadata(
        _ table: TableIdentifier,
        in store: any ObjectStore,
        uuid: String = "4e3f1f5e-7c1e-4f0a-9a53-0d6bb9a0b0c1",
        properties: [String: String] = [:]
    ) -> TableMetadata {
        let lake = LakeLocation(root: store.location)
        let fields = [
            NestedField(id: 1, name: "tenant_id", isRequired: true, type: .primitive(.string)),
            NestedField(
                id: 2,
                name: "event_time",
                isRequired: true,
                type: .primitive(.timestamptz)
            ),
        ]
        var metadata = TableMetadata(
            tableUUID: uuid,
            location: lake.uri(LakeLocation.tableFolder(of: table)),
            lastUpdatedMilliseconds: 1_767_323_045_000,
            lastColumnID: 2,
            schema: Schema(schemaID: 0, fields: fields),
            partitionSpec: PartitionSpec(
                specID: 0,
                fields: [
                    .init(sourceID: 1, fieldID: 1000, name: "tenantId", transform: .identity),
                    .init(sourceID: 2, fieldID: 1001, name: "dt", transform: .day),
                ]
            ),
            sortOrder: .unsorted
        )
        metadata.properties = properties
        return metadata
    }

    static func key(_ table: TableIdentifier, _ version: Int) -> ObjectKey {
        ObjectKey("\(LakeLocation.metadataFolder(of: table))/v\(version).metadata.json")
    }

    static func hintKey(_ table: TableIdentifier) -> ObjectKey {
        ObjectKey("\(LakeLocation.metadataFolder(of: table))/version-hint.text")
    }

    /// The numbers of the versions that are there, in order.
    static func versions(_ table: TableIdentifier, in store: any ObjectStore) async throws -> [Int]
    {
        let prefix = "\(LakeLocation.metadataFolder(of: table))/v"
        var numbers: [Int] = []
        var after: ObjectKey?
        while true {
            let page = try await store.list(prefix: prefix, after: after)
            numbers += page.objects.compactMap { object in
                let name = object.key.path.dropFirst(prefix.count)
                guard name.hasSuffix(".metadata.json") else { return nil }
                return Int(name.dropLast(".metadata.json".count))
            }
            after = page.objects.last?.key
            guard page.isTruncated else { return numbers.sorted() }
        }
    }

    /// What the hint says; nil when there is none.
    static func hint(_ table: TableIdentifier, in store: any ObjectStore) async throws -> String? {
        do {
            return String(decoding: try await store.get(hintKey(table), range: nil), as: UTF8.self)
        } catch  where error.code == .notFound {
            return nil
        }
    }
}

extension ObjectStoreCatalog {
    /// Sets one property, whatever else there is.
    @discardableResult
    func set(
        _ name: String,
        _ value: String = "1",
        upon base: CatalogTable
    ) async throws(CatalogError) -> CatalogTable {
        try await commit(to: base, requirements: [], updates: [.setProperties([name: value])])
    }
}
