import Iceberg
import LakeModel
import Testing

@Suite("Updates of snapshots")
struct SnapshotUpdateTests {
    @Test("an append moves main, the sequence number, the log and the time")
    func append() throws {
        let table = try Tables.withSnapshots(2)
        #expect(table.currentSnapshotID == 2)
        #expect(table.lastSequenceNumber == 2)
        #expect(table.snapshots.map(\.parentSnapshotID) == [nil, 1])
        #expect(table.snapshotLog.map(\.snapshotID) == [1, 2])
        #expect(table.lastUpdatedMilliseconds == Tables.start + 20)
        #expect(try TableMetadata(json: table.json) == table)
    }

    @Test("the time never goes back, whatever the clock does")
    func clock() throws {
        let table = try Tables.withSnapshots(1)
        let later = try table.applying([.setProperties(["a": "b"])], now: 5)
        #expect(later.lastUpdatedMilliseconds == table.lastUpdatedMilliseconds + 1)
        var snapshot = Tables.snapshot(9, on: later)
        snapshot.timestampMilliseconds = 3
        let reference = SnapshotReference(snapshotID: 9, kind: .branch)
        let last = try later.applying(
            [.addSnapshot(snapshot), .setSnapshotRef(name: "main", reference)],
            now: 5
        )
        #expect(
            last.snapshotLog[1].timestampMilliseconds == last.snapshotLog[0].timestampMilliseconds
        )
        snapshot.timestampMilliseconds = Tables.start + 1_000_000
        let ahead = try later.applying(
            [.addSnapshot(snapshot), .setSnapshotRef(name: "main", reference)],
            now: 5
        )
        #expect(ahead.lastUpdatedMilliseconds == Tables.start + 1_000_000)
    }

    @Test("a snapshot numbered for an older table is a lost race")
    func staleSequenceNumber() throws {
        let table = try Tables.withSnapshots(2)
        var snapshot = Tables.snapshot(3, on: table)
        snapshot.sequenceNumber = 2
        #expect(throws: CatalogError(.commitFailed, "")) {
            try table.applying([.addSnapshot(snapshot)], now: 0)
        }
    }

    @Test("snapshots that make no sense are refused")
    func nonsense() throws {
        let table = try Tables.withSnapshots(1)
        var changes: [Snapshot] = Array(repeating: Tables.snapshot(2, on: table), count: 5)
        changes[0].snapshotID = 1
        changes[1].snapshotID = -2
        changes[2].manifestList = ""
        changes[3].summary = [:]
        changes[4].schemaID = 8
        for snapshot in changes {
            #expect(throws: CatalogError(.invalidRequest, "")) {
                try table.applying([.addSnapshot(snapshot)], now: 0)
            }
        }
        var last = Tables.snapshot(2, on: table)
        last.sequenceNumber = .max
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try table.applying([.addSnapshot(last)], now: 0)
        }
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try table.applying([.setProperties([:])], now: .max)
        }
    }

    @Test("a snapshot that was replaced in the same commit was never current")
    func intermediate() throws {
        let table = try Tables.withSnapshots(1)
        let first = Tables.snapshot(2, on: table)
        var second = first
        second.snapshotID = 3
        second.sequenceNumber += 1
        let changed = try table.applying(
            [
                .addSnapshot(first),
                .setSnapshotRef(name: "main", .init(snapshotID: 2, kind: .branch)),
                .addSnapshot(second),
                .setSnapshotRef(name: "main", .init(snapshotID: 3, kind: .branch)),
            ],
            now: Tables.start + 100
        )
        #expect(changed.snapshotLog.map(\.snapshotID) == [1, 3])
        #expect(changed.snapshots.map(\.snapshotID) == [1, 2, 3])
    }

    @Test("going back to an older snapshot happens now")
    func rollback() throws {
        let table = try Tables.withSnapshots(2)
        let back = try table.applying(
            [.setSnapshotRef(name: "main", .init(snapshotID: 1, kind: .branch))],
            now: Tables.start + 500
        )
        #expect(back.currentSnapshotID == 1)
        #expect(back.snapshotLog.map(\.snapshotID) == [1, 2, 1])
        #expect(back.snapshotLog.last?.timestampMilliseconds == Tables.start + 500)
        #expect(back.lastSequenceNumber == 2)
    }

    @Test("changing how long main keeps snapshots is not another moment of its history")
    func retention() throws {
        let table = try Tables.withSnapshots(1)
        let changed = try table.applying(
            [
                .setSnapshotRef(
                    name: "main",
                    .init(snapshotID: 1, kind: .branch, minSnapshotsToKeep: 5)
                )
            ],
            now: 0
        )
        #expect(changed.refs["main"]?.minSnapshotsToKeep == 5)
        #expect(changed.snapshotLog == table.snapshotLog)
    }

    @Test("removing a snapshot removes its references, statistics, and the history before it")
    func removal() throws {
        var table = try Tables.withSnapshots(4)
        table = try table.applying(
            [
                .setSnapshotRef(name: "old", .init(snapshotID: 2, kind: .tag)),
                try statistics(2), try statistics(3),
            ],
            now: 0
        )
        let changed = try table.applying([.removeSnapshots([2, 77])], now: 0)
        #expect(changed.snapshots.map(\.snapshotID) == [1, 3, 4])
        #expect(changed.refs.keys.sorted() == ["main"])
        #expect(changed.snapshotLog.map(\.snapshotID) == [3, 4])
        let text = String(decoding: changed.json, as: UTF8.self)
        #expect(!text.contains("stats-2") && text.contains("stats-3"))
        #expect(try TableMetadata(json: changed.json) == changed)
        let emptied = try changed.applying([.removeSnapshots([1, 3, 4])], now: 0)
        #expect(emptied.currentSnapshotID == nil && emptied.refs.isEmpty)
        #expect(emptied.snapshotLog.isEmpty)
    }

    @Test("statistics of a snapshot stand once")
    func statisticsReplaced() throws {
        let table = try Tables.withSnapshots(2).applying(
            [try statistics(1), try statistics(2), try statistics(1)],
            now: 0
        )
        let text = String(decoding: table.json, as: UTF8.self)
        #expect(text.split(separator: "stats-1").count == 2)
        let removed = try table.applying([.removeStatistics(snapshotID: 1)], now: 0)
        #expect(!String(decoding: removed.json, as: UTF8.self).contains("stats-1"))
        #expect(String(decoding: removed.json, as: UTF8.self).contains("stats-2"))
    }

    @Test("references that make no sense are refused")
    func badReferences() throws {
        let table = try Tables.withSnapshots(1)
        let references: [(String, SnapshotReference)] = [
            ("x", .init(snapshotID: 2, kind: .branch)),
            ("main", .init(snapshotID: 1, kind: .tag)),
            ("", .init(snapshotID: 1, kind: .tag)),
            ("x", .init(snapshotID: 1, kind: .tag, minSnapshotsToKeep: 1)),
            ("x", .init(snapshotID: 1, kind: .branch, minSnapshotsToKeep: 0)),
            ("x", .init(snapshotID: 1, kind: .branch, maxReferenceAgeMilliseconds: -1)),
        ]
        for (name, reference) in references {
            #expect(throws: CatalogError(.invalidRequest, "")) {
                try table.applying([.setSnapshotRef(name: name, reference)], now: 0)
            }
        }
    }

    @Test("without main a table is empty")
    func mainRemoved() throws {
        let table = try Tables.withSnapshots(2).applying([.removeSnapshotRef("main")], now: 0)
        #expect(table.currentSnapshot == nil)
        #expect(try TableMetadata(json: table.json) == table)
        #expect(try table.applying([.removeSnapshotRef("none")], now: 0).refs.isEmpty)
    }

    @Test("format version 3 counts rows")
    func rows() throws {
        let table = try Tables.withSnapshots(2, version: 3)
        #expect(table.nextRowID == 20)
        var snapshot = Tables.snapshot(3, on: table)
        snapshot.firstRowID = 19
        #expect(throws: CatalogError(.commitFailed, "")) {
            try table.applying([.addSnapshot(snapshot)], now: 0)
        }
        snapshot.firstRowID = nil
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try table.applying([.addSnapshot(snapshot)], now: 0)
        }
        snapshot.firstRowID = 20
        snapshot.addedRows = .max
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try table.applying([.addSnapshot(snapshot)], now: 0)
        }
        #expect(try TableMetadata(json: table.json) == table)
    }

    @Test("format version 1 has no sequence numbers")
    func versionOne() throws {
        let table = try Tables.withSnapshots(2, version: 1)
        #expect(table.lastSequenceNumber == 0)
        #expect(table.snapshots.map(\.sequenceNumber) == [0, 0])
        let upgraded = try table.applying([.upgradeFormatVersion(2)], now: 0)
        let appended = try upgraded.applying(Tables.append(3, to: upgraded), now: 0)
        #expect(appended.snapshots.map(\.sequenceNumber) == [0, 0, 1])
        let text = String(decoding: appended.json, as: UTF8.self)
        #expect(text.split(separator: #""sequence-number":0"#).count == 3)
    }

    @Test("the metadata log keeps so many entries, and names those that fell off")
    func metadataLog() throws {
        var table = Tables.empty()
        var fallen: [String] = []
        for version in 1...7 {
            var next = try table.applying([.setProperties(["v": "\(version)"])], now: 0)
            fallen += next.recordPrevious(table, at: "v\(version)", entriesMax: 4).map(
                \.metadataFile
            )
            #expect(next.metadataLog.last?.timestampMilliseconds == table.lastUpdatedMilliseconds)
            table = next
        }
        #expect(table.metadataLog.map(\.metadataFile) == ["v4", "v5", "v6", "v7"])
        #expect(fallen == ["v1", "v2", "v3"])
    }

    private func statistics(_ id: Int64) throws -> TableUpdate {
        let text =
            #"{"action":"set-statistics","statistics":{"snapshot-id":\#(id),"#
            + #""statistics-path":"stats-\#(id)"}}"#
        return try TableUpdate(JSONDocument(Array(text.utf8)).root)
    }
}
