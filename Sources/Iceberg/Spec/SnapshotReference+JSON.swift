package import LakeModel

extension SnapshotReference {
    /// Reads a reference.
    ///
    /// Source: Iceberg specification, "Snapshot References".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        let type = try node.required("type")
        guard let kind = Kind(rawValue: try type.text().lowercased()) else {
            throw type.invalid("expected 'branch' or 'tag'")
        }
        self.init(
            snapshotID: try node.required("snapshot-id").int64(),
            kind: kind,
            minSnapshotsToKeep: try node.optional("min-snapshots-to-keep").map {
                node throws(CatalogError) in Int(try node.int32())
            },
            maxSnapshotAgeMilliseconds: try node.optional("max-snapshot-age-ms")?.int64(),
            maxReferenceAgeMilliseconds: try node.optional("max-ref-age-ms")?.int64()
        )
        otherMembers = try node.others(than: Self.memberNames)
    }

    static let memberNames: Set<String> = [
        "type", "snapshot-id", "min-snapshots-to-keep", "max-snapshot-age-ms", "max-ref-age-ms",
    ]

    /// Writes the reference.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            writeMembers(to: &json)
            for member in otherMembers { json.member(member) }
        }
    }

    /// Writes what is interpreted, inside an object that the caller opened.
    func writeMembers(to json: inout JSONWriter) {
        json.member("snapshot-id", snapshotID)
        json.member("type", kind.rawValue)
        if let minSnapshotsToKeep { json.member("min-snapshots-to-keep", minSnapshotsToKeep) }
        if let maxSnapshotAgeMilliseconds {
            json.member("max-snapshot-age-ms", maxSnapshotAgeMilliseconds)
        }
        if let maxReferenceAgeMilliseconds {
            json.member("max-ref-age-ms", maxReferenceAgeMilliseconds)
        }
    }
}
