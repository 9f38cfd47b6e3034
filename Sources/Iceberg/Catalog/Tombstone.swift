import LakeModel

/// The last version of a table that was dropped, in place of metadata.
///
/// It takes the version's name, so that a drop and a commit cannot both be made, and no late commit
/// can bring the table back. It stays: the next table of that name goes on counting behind it.
struct Tombstone: Hashable, Sendable {
    private static let droppedMember = "lakewriter-dropped-ms"
    private static let purgeMember = "purge"

    /// When the table was dropped: milliseconds since 1970.
    let droppedMilliseconds: Int64
    /// Whether the table's files are removed as well.
    let isPurging: Bool

    /// Creates a tombstone.
    init(droppedMilliseconds: Int64, isPurging: Bool) {
        self.droppedMilliseconds = droppedMilliseconds
        self.isPurging = isPurging
    }

    /// Reads a tombstone; nil when a version's content is not one.
    init?(_ node: JSONNode) {
        guard let dropped = node[Self.droppedMember]?.integer else { return nil }
        droppedMilliseconds = Int64(dropped)
        isPurging = node[Self.purgeMember]?.value == .boolean(true)
    }

    /// Its text, which no other drop has.
    ///
    /// - Parameter id: told apart by it are two drops of one moment.
    /// - Returns: the text, as JSON.
    func json(id: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member(Self.droppedMember, droppedMilliseconds)
            json.member(Self.purgeMember, isPurging)
            json.member("id", id)
        }
        return json.bytes
    }
}
