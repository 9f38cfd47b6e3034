import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: snapshots of others")
struct CatalogSnapshotTests {
    private let world = CatalogWorld()
    private let memory = InMemoryObjectStore()
    private let key = ObjectKey("_catalog/tenantId=acme/clicks/metadata/snap-7.avro")

    private func updates(_ list: String) -> [TableUpdate] {
        [
            .addSnapshot(
                Snapshot(
                    snapshotID: 7,
                    parentSnapshotID: nil,
                    sequenceNumber: 1,
                    timestampMilliseconds: 1,
                    manifestList: list,
                    summary: ["operation": "append"],
                    schemaID: 0
                )
            )
        ]
    }

    private func check(_ list: String, over store: (any ObjectStore)? = nil) async throws {
        try await world.catalog(store ?? memory).checkManifestLists(
            of: [.setProperties(["a": "b"])] + updates(list),
            to: CatalogFixture.table()
        )
    }

    private func written() throws -> [UInt8] {
        var manifest = ManifestFile(
            manifestPath: "memory:/m.avro",
            manifestLength: 100,
            partitionSpecID: 0,
            sequenceNumber: 1,
            minSequenceNumber: 1,
            addedSnapshotID: 7
        )
        manifest.addedFilesCount = 1
        manifest.existingFilesCount = 0
        manifest.deletedFilesCount = 0
        manifest.addedRowsCount = 1
        manifest.existingRowsCount = 0
        manifest.deletedRowsCount = 0
        return try ManifestListWriter.write(
            [manifest],
            snapshotID: 7,
            parentSnapshotID: nil,
            sequenceNumber: 1
        )
    }

    @Test("a list that is there and can be read is good")
    func good() async throws {
        try await memory.put(key, try written(), mode: .create)
        try await check(world.catalog(memory).lake.uri(key.path))
        try await memory.put(
            key,
            try ManifestListWriter.write(
                [],
                snapshotID: 7,
                parentSnapshotID: nil,
                sequenceNumber: 1
            ),
            mode: .overwrite
        )
        try await check(world.catalog(memory).lake.uri(key.path))
    }

    @Test("one that is not there, lies elsewhere, is cut off or is none is refused")
    func bad() async throws {
        let uri = world.catalog(memory).lake.uri(key.path)
        let refused = CatalogError(.invalidRequest, "")
        await #expect(throws: refused) { try await check(uri) }
        await #expect(throws: refused) { try await check("s3://elsewhere/snap-7.avro") }
        let whole = try written()
        let damaged = [
            [], Array("Obj\u{1}junk".utf8), Array(whole.dropLast(20)), Array(whole.prefix(9)),
        ]
        for bytes in damaged {
            try await memory.put(key, bytes, mode: .overwrite)
            await #expect(throws: refused) { try await check(uri) }
        }
    }

    @Test("a store that does not answer is no fault of the snapshot's")
    func away() async throws {
        try await memory.put(key, try written(), mode: .create)
        let uri = world.catalog(memory).lake.uri(key.path)
        await #expect(throws: CatalogError(.unavailable, "")) {
            try await check(uri, over: AwayStore(store: memory))
        }
    }

    /// A store that is away.
    private struct AwayStore: ForwardingStore {
        let store: any ObjectStore

        func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
            throw ObjectStoreError(.unavailable, "away")
        }
    }
}
