import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Merging manifests")
struct CommitMergingTests {
    private func settings(fanIn: Int) -> CommitSettings {
        var settings = CommitSettings()
        settings.mergeFanIn = fanIn
        settings.snapshotsMax = 3
        return settings
    }

    @Test("over four tiers: few manifests, each file once, under the numbers of its commit")
    func tiers() async throws {
        let bench = try CommitBench()
        let settings = settings(fanIn: 6)
        let committer = bench.committer(settings: settings)
        let units = (0..<1400).map { bench.unit($0) }
        for unit in units {
            try await committer.commit([unit], to: bench.table, schema: bench.schema)
            committer.settle([unit.name])
        }
        let walk = try await TableWalk(bench)
        try walk.check(units)
        #expect(walk.manifests.count <= 5 * 6)
        let numbers = Dictionary(
            uniqueKeysWithValues: walk.entries.map { ($0.dataFile.filePath, $0) }
        )
        for (index, unit) in units.enumerated() {
            let entry = try #require(numbers[unit.files[0].filePath])
            #expect(entry.sequenceNumber == Int64(index) + 1)
            #expect(entry.fileSequenceNumber == Int64(index) + 1)
            #expect(entry.dataFile == unit.files[0])
        }
        #expect(Set(walk.entries.map(\.snapshotID)).count == units.count)
        for manifest in walk.manifests where manifest.existingFilesCount > 0 {
            let own = walk.entries.compactMap(\.sequenceNumber)
            #expect(own.contains(manifest.minSequenceNumber))
            #expect(manifest.minSequenceNumber < manifest.sequenceNumber)
        }
    }

    @Test("also those of other clients, without what they removed")
    func foreign() async throws {
        let bench = try CommitBench()
        let committer = bench.committer(settings: settings(fanIn: 3))
        let units = (0..<12).map { bench.unit($0) }
        for (index, unit) in units.enumerated() {
            try await committer.commit([unit], to: bench.table, schema: bench.schema)
            guard index == 5 else { continue }
            let foreign = ForeignClient(bench)
            try await foreign.replace(units[2].files[0].filePath, with: "compacted")
        }
        let kept = units.enumerated().filter { $0.offset != 2 }.map(\.element)
        try await TableWalk(bench).check(kept, others: 1)
    }

    @Test(
        "a manifest that cannot be read holds up no commit, and is told once",
        arguments: [
            false, true,
        ]
    )
    func unreadable(isGone: Bool) async throws {
        let bench = try CommitBench()
        let first = bench.committer(settings: settings(fanIn: 4))
        for number in 0..<3 {
            try await first.commit([bench.unit(number)], to: bench.table, schema: bench.schema)
        }
        let manifest = try #require(try await TableWalk(bench).manifests.last)
        let lake = LakeLocation(root: bench.store.location)
        let key = try #require(lake.key(manifest.manifestPath))
        if isGone {
            try await bench.store.delete(key)
        } else {
            try await bench.store.put(key, Array("Obj\u{1}junk".utf8), mode: .overwrite)
        }
        let second = bench.committer(start: 2, settings: settings(fanIn: 4))
        var warnings: [String] = []
        for number in 3..<12 {
            let receipt = try await second.commit(
                [bench.unit(number)],
                to: bench.table,
                schema: bench.schema
            )
            warnings += receipt.warnings
        }
        #expect(warnings.count == 1 && warnings[0].contains(key.path))
        let snapshot = try #require(
            try await bench.catalog.loadTable(bench.table).metadata.currentSnapshot
        )
        #expect(snapshot.summary["total-data-files"] == "12")
        let list = try #require(lake.key(snapshot.manifestList))
        let manifests = try ManifestListReader.read(
            try await bench.store.get(list, range: nil),
            path: snapshot.manifestList
        ).manifests
        #expect(manifests.contains { $0.manifestPath == manifest.manifestPath })
        #expect(manifests.count < 8)
    }
}
