import Foundation
import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: races")
struct CatalogRaceTests {
    private static let committers = 8
    private static let commits = 6

    /// One writer: sets properties of its own, one by one, as patiently as a pipeline does.
    private static func work(
        _ number: Int,
        _ table: TableIdentifier,
        _ catalog: ObjectStoreCatalog,
        _ runtime: ObjectStoreRuntime
    ) async throws {
        var base: CatalogTable?
        for commit in 0..<commits {
            let name = "p\(number)-\(commit)"
            while true {
                do throws(CatalogError) {
                    let current =
                        if let base { base } else { try await catalog.loadTable(table) }
                    // After an outcome that is not known, look before trying again.
                    if base == nil, current.metadata.properties[name] != nil {
                        base = current
                        break
                    }
                    base = try await catalog.set(name, upon: current)
                    break
                } catch {
                    let passing: Set<CatalogError.Code> = [
                        .commitFailed, .commitStateUnknown, .unavailable,
                    ]
                    guard passing.contains(error.code) else { throw error }
                    base = nil
                    await runtime.sleep(.milliseconds(10))
                }
            }
        }
    }

    /// Lets eight writers race, and checks that each commit was made once.
    private static func race(
        seed: UInt64,
        truth: any ObjectStore,
        settings: CatalogSettings = CatalogSettings(),
        seenBy view: (Int) -> any ObjectStore
    ) async throws {
        let table = try CatalogFixture.table()
        let world = CatalogWorld(seed: seed)
        try await world.catalog(truth, settings).createTable(
            table,
            CatalogFixture.metadata(table, in: truth)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<committers {
                let catalog = world.catalog(view(number), settings)
                group.addTask { try await work(number, table, catalog, world.runtime) }
            }
            try await group.waitForAll()
        }
        let all = committers * commits
        let last = try await world.catalog(truth).loadTable(table)
        let names = last.metadata.properties.keys.filter { $0.hasPrefix("p") }
        #expect(names.count == all, "\(all - names.count) commits are lost")
        let versions = try await CatalogFixture.versions(table, in: truth)
        #expect(versions == Array(1...all + 1), "a commit was made twice, or a version is missing")
        #expect(try await CatalogFixture.hint(table, in: truth) == "\(all + 1)")
        // Each version has exactly what the one before it has, and one commit.
        var before: Set<String> = []
        for version in versions {
            let bytes = try await truth.get(CatalogFixture.key(table, version), range: nil)
            let now = Set(
                try TableMetadata(json: bytes).properties.keys.filter { $0.hasPrefix("p") }
            )
            #expect(before.isSubset(of: now) && now.count == version - 1)
            before = now
        }
    }

    @Test("of eight writers none loses a commit", arguments: UInt64(0)..<10)
    func memory(seed: UInt64) async throws {
        let store = InMemoryObjectStore()
        try await Self.race(seed: seed, truth: store) { _ in store }
    }

    @Test("nor on a store that fails and loses answers", arguments: UInt64(0)..<40)
    func faulty(seed: UInt64) async throws {
        let store = InMemoryObjectStore()
        let rates = FaultPlan.Rates(failBefore: 80, failAfter: 120, delay: 200)
        try await Self.race(seed: seed, truth: store) { number in
            FaultyObjectStore(
                store,
                plan: FaultPlan(seed: seed &* 100 &+ UInt64(number), rates: rates)
            )
        }
    }

    @Test("nor in a directory")
    func directory() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("lakewriter-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let store = try LocalObjectStore(directory: path, runtime: .live)
        try await Self.race(seed: 1, truth: store) { _ in store }
    }

    @Test("nor does the only writer where conditions are not heeded", arguments: UInt64(0)..<10)
    func singleWriter(seed: UInt64) async throws {
        let store = InMemoryObjectStore()
        let table = try CatalogFixture.table()
        let world = CatalogWorld(seed: seed)
        let rates = FaultPlan.Rates(failBefore: 50, failAfter: 80, delay: 200)
        let view = FaultyObjectStore(
            ConditionIgnoringStore(store),
            plan: FaultPlan(seed: seed, rates: rates)
        )
        try await world.catalog(store).createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        let catalog = world.catalog(view, CatalogSettings(isSingleWriter: true))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.committers {
                group.addTask { try await Self.work(number, table, catalog, world.runtime) }
            }
            try await group.waitForAll()
        }
        let last = try await world.catalog(store).loadTable(table)
        let all = Self.committers * Self.commits
        #expect(last.metadata.properties.keys.filter { $0.hasPrefix("p") }.count == all)
        #expect(try await CatalogFixture.versions(table, in: store) == Array(1...all + 1))
    }

    @Test("two writers lose commits where conditions are not heeded: the test would see it")
    func planted() async throws {
        let table = try CatalogFixture.table()
        let store = InMemoryObjectStore()
        let world = CatalogWorld()
        let view = ConditionIgnoringStore(store)
        let (ours, theirs) = (world.catalog(view), world.catalog(view))
        let made = try await ours.createTable(table, CatalogFixture.metadata(table, in: store))
        _ = try await theirs.loadTable(table)
        try await ours.set("ours", upon: made)
        try await theirs.set("theirs", upon: made)
        let last = try await world.catalog(store).loadTable(table)
        #expect(last.metadata.properties["ours"] == nil)
    }
}
