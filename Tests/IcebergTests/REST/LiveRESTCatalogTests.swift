import Iceberg
import LakeModel
import ObjectStorage
import Testing

/// Against the catalog that `LAKEWRITER_TEST_REST_URI`, `_WAREHOUSE` and `_CREDENTIAL` name.
@Suite(
    "RESTCatalog, against a real one",
    .enabled(if: LiveStore.catalogURI != nil, LiveStore.catalogReason)
)
struct LiveRESTCatalogTests {
    private let table: TableIdentifier
    private let settings: RESTCatalogSettings

    init() throws {
        let number = ObjectStoreRuntime.live.now().nanoseconds
        table = TableIdentifier(
            tenant: try TenantID("live\(number)"),
            table: try TableName("clicks")
        )
        settings = RESTCatalogSettings(
            uri: try #require(LiveStore.catalogURI),
            warehouse: LiveStore.variable("REST_WAREHOUSE"),
            authentication: LiveStore.variable("REST_CREDENTIAL").map {
                .clientCredentials(OAuthClient(credential: $0))
            } ?? .none
        )
    }

    private func catalog() -> RESTCatalog { RESTCatalog(settings: settings, runtime: .live) }

    @Test("a table is made with our columns' numbers, committed to, raced for, and read again")
    func life() async throws {
        let catalog = catalog()
        await #expect(throws: CatalogError(.noSuchTable, "")) { try await catalog.loadTable(table) }
        let made = try await catalog.createTable(table, RESTFixture.metadata())
        #expect(made.metadata.currentSchema?.fields.map(\.id) == [1, 3, 17])
        #expect(made.metadata.defaultSpec?.fields == TableDefinition.partitionSpec.fields)
        await #expect(throws: CatalogError(.alreadyExists, "")) {
            try await catalog.createTable(table, RESTFixture.metadata())
        }

        let same = TableRequirement.assertTableUUID(made.metadata.tableUUID)
        let changed = try await catalog.commit(
            to: made,
            requirements: [same, .assertRefSnapshotID(ref: "main", snapshotID: nil)],
            updates: [.setProperties(["a": "b"])]
        )
        #expect(changed.metadata.properties["a"] == "b")
        #expect(changed.metadataLocation != made.metadataLocation)
        for requirement in [
            TableRequirement.assertTableUUID("0b8f4f6e-6d0e-4c5a-9c0e-1d2c3b4a5f61"),
            .assertRefSnapshotID(ref: "main", snapshotID: 5),
            .assertLastAssignedFieldID(16),
        ] {
            await #expect(throws: CatalogError(.commitFailed, ""), "\(requirement)") {
                try await catalog.commit(
                    to: changed,
                    requirements: [requirement],
                    updates: [.setProperties(["a": "c"])]
                )
            }
        }
        let again = try await self.catalog().loadTable(table)
        #expect(again == changed)
    }

    @Test("of racing commits upon one snapshot one wins, and the losers are told")
    func race() async throws {
        let catalog = catalog()
        let made = try await catalog.createTable(table, RESTFixture.metadata())
        let outcomes = await withTaskGroup(of: CatalogError.Code?.self) { group in
            for number in 1...8 {
                group.addTask { await Self.append(Int64(number), to: made, catalog) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .commitFailed }, "\(outcomes)")
        let after = try await catalog.loadTable(table)
        #expect(after.metadata.snapshots.count == 1)
    }

    /// What became of adding a snapshot as a table's first one.
    private static func append(
        _ id: Int64,
        to table: CatalogTable,
        _ catalog: RESTCatalog
    ) async -> CatalogError.Code? {
        let snapshot = Snapshot(
            snapshotID: id,
            parentSnapshotID: nil,
            sequenceNumber: 1,
            timestampMilliseconds: table.metadata.lastUpdatedMilliseconds + 1,
            manifestList: "\(table.metadata.location)/metadata/snap-\(id).avro",
            summary: ["operation": "append"],
            schemaID: table.metadata.currentSchemaID
        )
        let reference = SnapshotReference(snapshotID: id, kind: .branch)
        do throws(CatalogError) {
            _ = try await catalog.commit(
                to: table,
                requirements: [.assertRefSnapshotID(ref: "main", snapshotID: nil)],
                updates: [.addSnapshot(snapshot), .setSnapshotRef(name: "main", reference)]
            )
            return nil
        } catch {
            return error.code
        }
    }

    @Test("a client with a wrong secret is turned away")
    func wrongSecret() async throws {
        var settings = settings
        settings.authentication = .clientCredentials(OAuthClient(credential: "nobody:nothing"))
        let catalog = RESTCatalog(settings: settings, runtime: .live)
        await #expect(throws: CatalogError(.denied, "")) { try await catalog.loadTable(table) }
        settings.authentication = .bearer(Secret("nonsense"))
        let stranger = RESTCatalog(settings: settings, runtime: .live)
        await #expect(throws: CatalogError(.denied, "")) { try await stranger.loadTable(table) }
    }
}
