/// A record of the log that passes its checksum and yet makes no sense: another version wrote it.
struct UnreadableRecord: Error, CustomStringConvertible {
    let what: String

    var description: String { "a log record's \(what) is not one this version knows" }
}

extension Optional {
    func orUnreadable(_ what: String) throws(UnreadableRecord) -> Wrapped {
        guard let value = self else { throw UnreadableRecord(what: what) }
        return value
    }
}
