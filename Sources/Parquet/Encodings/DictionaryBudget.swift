/// When a dictionary that is being built no longer pays.
///
/// A value: builders ask it after every stretch of values, so that a column of unique values
/// costs no more than its first thousands.
struct DictionaryBudget: Sendable {
    /// The most bytes that the entries may take as a PLAIN page.
    let sizeBytesMax: Int
    /// The most entries: an index must fit the table's slots beside its hash.
    static let entriesMax = 1 << 24
    /// Values between two questions, so that hot loops do not ask for each.
    static let stretch = 2048

    /// Whether it pays to go on after `values` values of `bytes` bytes brought `entries` entries
    /// of `entryBytes` bytes.
    func allows(entries: Int, entryBytes: Int, values: Int) -> Bool {
        guard entryBytes <= sizeBytesMax, entries <= Self.entriesMax else { return false }
        // Beyond four new values in five the entries alone outweigh what they save.
        return values < 2 * Self.stretch || entries * 5 <= values * 4
    }
}
