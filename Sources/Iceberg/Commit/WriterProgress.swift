/// What a table knows of one log: its last start, and the units that the log itself may not know
/// as committed yet.
///
/// Kept as a property of the table and set by the commit that adds the units' files, so that both
/// are in the table or neither is; expiring snapshots takes nothing of it away.
///
///     lakewriter.log.<identity, hex> = <start>:<epoch, hex>:<milliseconds since 1970>:<name>,<name>…
package struct WriterProgress: Hashable, Sendable {
    /// What the names of these properties begin with.
    package static let propertyPrefix = "lakewriter.log."
    /// How many logs a table knows.
    ///
    /// Every data directory that ever wrote to a table leaves one entry, which `metadata.json`
    /// carries from then on; so the ones that have been silent longest are forgotten.
    package static let logsMax = 32

    /// The position of the start that committed last.
    package var start: UInt64
    /// The epoch of that start.
    package var epoch: UInt64
    /// When it committed.
    package var timestampMilliseconds: Int64
    /// Units that are in the table, the oldest first.
    package var names: [String]

    /// Creates an entry.
    package init(start: UInt64, epoch: UInt64, timestampMilliseconds: Int64, names: [String]) {
        self.start = start
        self.epoch = epoch
        self.timestampMilliseconds = timestampMilliseconds
        self.names = names
    }

    /// Reads a property's value; nil when it is none.
    package init?(property: String) {
        let parts = property.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4,
            let start = UInt64(parts[0]),
            let epoch = UInt64(parts[1], radix: 16),
            let milliseconds = Int64(parts[2])
        else { return nil }
        self.start = start
        self.epoch = epoch
        timestampMilliseconds = milliseconds
        names = parts[3].split(separator: ",").map(String.init)
    }

    /// The property's value.
    package var property: String {
        let epoch = String(epoch, radix: 16)
        return "\(start):\(epoch):\(timestampMilliseconds):\(names.joined(separator: ","))"
    }

    /// The name of a log's property.
    package static func propertyName(ofLog log: UInt64) -> String {
        propertyPrefix + Hexadecimal.text(log)
    }
}
