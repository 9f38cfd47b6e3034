/// How the values of a column chunk are encoded, decided once for all of its pages.
struct ChosenEncoding: Hashable, Sendable {
    /// The encoding of the data pages.
    let encoding: Encoding
    /// The number of dictionary entries; 0 without a dictionary.
    var entryCount = 0

    /// The width of dictionary indices; 1 for a single entry, since readers differ about 0.
    var indexWidth: Int { max(1, RunLengthHybrid.width(of: entryCount - 1)) }
    /// Whether the chunk has a dictionary page.
    var hasDictionary: Bool { entryCount > 0 }

    static let plain = ChosenEncoding(encoding: .plain)
}
