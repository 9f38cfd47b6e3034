import Iceberg
import LakeModel
import LakeTesting
import Testing

@Suite("TableMetadata that is broken")
struct TableMetadataCorruptionTests {
    @Test("a text cut off anywhere is refused", arguments: MetadataFixtures.all)
    func truncation(name: String, text: String) throws {
        let bytes = Array(text.utf8)
        // Every place of the short ones; of the long ones enough to meet every kind of place.
        for count in stride(from: 0, to: bytes.count - 1, by: bytes.count > 4_000 ? 5 : 1) {
            #expect(throws: CatalogError(.corrupt, "")) {
                try TableMetadata(json: Array(bytes[..<count]))
            }
        }
    }

    @Test("a value of another type is refused or read, and what is read can be written")
    func otherTypes() throws {
        let values: [JSONNode.Value] = [
            .null, .boolean(true), .number("-1"), .number("0"), .number("1.5"),
            .number("99999999999999999999999999"), .number("9223372036854775807"),
            .number("2147483647"), .string(""), .string("x"), .array([]),
            .array([JSONNode(value: .null)]), .object([]),
        ]
        for (name, text) in MetadataFixtures.short {
            let root = try JSONDocument(Array(text.utf8)).root
            for index in 0..<root.count {
                for value in values {
                    var index = index
                    try survive(root.replacing(&index, with: value), name)
                }
            }
        }
    }

    @Test("a member that is left out is refused or read, and what is read can be written")
    func missingMembers() throws {
        for (name, text) in MetadataFixtures.all {
            let root = try JSONDocument(Array(text.utf8)).root
            for index in 0..<root.count {
                var index = index
                try survive(root.replacing(&index, with: nil), name)
            }
        }
    }

    /// Reading must answer with `.corrupt` or with metadata that holds.
    private func survive(_ node: JSONNode, _ name: String) throws {
        var json = JSONWriter()
        json.node(node)
        do {
            let metadata = try TableMetadata(json: json.bytes)
            #expect(metadata.violation == nil)
            #expect(try TableMetadata(json: metadata.json).json == metadata.json, "\(name)")
            #expect(metadata.nextSequenceNumber >= 0)
            // The table can be committed to or the commit is refused: nothing traps.
            _ = try? metadata.applying(
                Tables.append(4_711, to: metadata),
                now: Tables.start
            )
        } catch {
            #expect(error.code == .corrupt)
        }
    }

    @Test(
        "an id that is named must be there, and stand once",
        arguments: [
            (#""current-schema-id": 1"#, #""current-schema-id": 5"#, "current-schema-id"),
            (#""default-spec-id": 1"#, #""default-spec-id": 9"#, "default-spec-id"),
            (#""default-sort-order-id": 1"#, #""default-sort-order-id": 9"#, "sort-order"),
            (#""last-column-id": 14"#, #""last-column-id": 13"#, "last-column-id"),
            (#""last-partition-id": 1002"#, #""last-partition-id": 1001"#, "last-partition-id"),
            (#""last-partition-id": 1002"#, #""last-partition-id": 2147483647"#, "the next"),
            (#"{"spec-id": 1"#, #"{"spec-id": 2147483647"#, "the next"),
            (#""last-sequence-number": 3"#, #""last-sequence-number": 2"#, "last-sequence-number"),
            (#""schema-id": 1, "identifier"#, #""schema-id": 0, "identifier"#, "stands twice"),
            (#"{"spec-id": 1"#, #"{"spec-id": 0"#, "stands twice"),
            (#""order-id": 1"#, #""order-id": 1000000"#, "default-sort-order-id"),
            (#""identifier-field-ids": [1]"#, #""identifier-field-ids": [3]"#, "identifier"),
            (#""identifier-field-ids": [1]"#, #""identifier-field-ids": [99]"#, "identifier"),
            (#""id": 7, "name": "uid""#, #""id": 6, "name": "uid""#, "stands twice"),
            (#""id": 7, "name": "uid""#, #""id": 7, "name": "fx""#, "stands twice"),
            (#""id": 7, "name": "uid""#, #""id": -7, "name": "uid""#, "positive"),
            (#""id": 7, "name": "uid""#, #""id": 2147483448, "name": "uid""#, "reserved"),
            (#""format-version": 2"#, #""format-version": 4"#, "format-version"),
            (#""format-version": 2"#, #""format-version": 0"#, "format-version"),
            (#""type": "uuid""#, #""type": "uuuid""#, "uuuid"),
            (#""type": "fixed[7]""#, #""type": "fixed[-7]""#, "fixed[-7]"),
            (#""type": "decimal(12, 2)""#, #""type": "decimal(39, 2)""#, "decimal(39, 2)"),
            (#""type": "tag""#, #""type": "label""#, "branch"),
        ]
    )
    func violations(good: String, bad: String, word: String) throws {
        let text = MetadataFixtures.written2
            .replacing("\n", with: " ")
        try #require(text.contains(good))
        let error = #expect(throws: CatalogError(.corrupt, "")) {
            try TableMetadata(json: Array(text.replacing(good, with: bad).utf8))
        }
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    }

    @Test("references name snapshots that are there, and main is the current one")
    func references() throws {
        let good = try Tables.withSnapshots(2)
        var bad = good
        bad.refs["x"] = .init(snapshotID: 3, kind: .tag)
        #expect(throws: CatalogError(.corrupt, "")) { try TableMetadata(json: bad.json) }
        bad = good
        bad.refs["main"]?.snapshotID = 1
        #expect(throws: CatalogError(.corrupt, "")) { try TableMetadata(json: bad.json) }
        bad = good
        bad.currentSnapshotID = nil
        #expect(throws: CatalogError(.corrupt, "")) { try TableMetadata(json: bad.json) }
        bad = good
        bad.snapshots.append(bad.snapshots[0])
        #expect(throws: CatalogError(.corrupt, "")) { try TableMetadata(json: bad.json) }
    }

    @Test("a schema nested deeper than any text may be is refused without a crash")
    func depth() {
        for depth in [20, 64, 1_000, 200_000] {
            let opening = String(
                repeating: #"{"type":"list","element-id":1,"element-required":true,"element":"#,
                count: depth
            )
            let text =
                #"{"format-version":1,"location":"x","last-updated-ms":1,"#
                + #""last-column-id":9,"schema":"# + opening
            #expect(throws: CatalogError(.corrupt, "")) {
                try TableMetadata(json: Array(text.utf8))
            }
        }
    }

    @Test("bytes that are no JSON are refused")
    func noise() {
        var generator = SeededGenerator(seed: 3)
        let good = Array(MetadataFixtures.later3.utf8)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            do {
                let metadata = try TableMetadata(json: bytes)
                #expect(metadata.violation == nil)
            } catch {
                #expect(error.code == .corrupt)
            }
        }
    }
}

extension JSONNode {
    /// How many values there are in this one, itself too.
    fileprivate var count: Int {
        switch value {
        case .array(let elements): elements.reduce(1) { $0 + $1.count }
        case .object(let members): members.reduce(1) { $0 + $1.node.count }
        default: 1
        }
    }

    /// This value with another in the place of the one that `index` counts to, or without it.
    fileprivate func replacing(_ index: inout Int, with other: Value?) -> JSONNode {
        index -= 1
        if index == -1 { return JSONNode(value: other ?? .null) }
        switch value {
        case .array(let elements):
            var result: [JSONNode] = []
            for element in elements {
                let isTarget = index == 0
                let replaced = element.replacing(&index, with: other)
                if !isTarget || other != nil { result.append(replaced) }
            }
            return JSONNode(value: .array(result))
        case .object(let members):
            var result: [Member] = []
            for member in members {
                let isTarget = index == 0
                let replaced = member.node.replacing(&index, with: other)
                if !isTarget || other != nil {
                    result.append(Member(name: member.name, node: replaced))
                }
            }
            return JSONNode(value: .object(result))
        default: return self
        }
    }
}
