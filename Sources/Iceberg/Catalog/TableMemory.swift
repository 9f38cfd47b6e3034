/// What a catalog remembers of a table between two calls, so that a commit need not ask again.
struct TableMemory: Hashable, Sendable {
    /// The hint as it was last seen or written.
    struct Hint: Hashable, Sendable {
        /// The version that it names.
        let number: Int
        /// Its entity tag.
        let entityTag: String
    }

    /// The newest version that is known.
    private(set) var number: Int
    /// When it was the newest, as a store has told: at least until then.
    private(set) var confirmed: Moment
    /// The hint; nil when it must be read before it can be moved.
    var hint: Hint?
    /// Which outdated versions are removed, and when.
    var sweep = VersionSweep()

    /// A version was found to be the newest.
    init(_ number: Int, confirmed: Moment) {
        self.number = number
        self.confirmed = confirmed
    }

    /// A version was found to be the newest, by a look that began at a moment; what was found out
    /// meanwhile stands.
    mutating func saw(_ number: Int, confirmed: Moment) {
        guard number >= self.number else { return }
        self.number = number
        self.confirmed = confirmed
    }

    /// Whether a commit can be made upon a version without loading the table.
    func isCurrent(_ number: Int, now: Moment, ageMax: Duration) -> Bool {
        number == self.number && now.elapsedMax(since: confirmed) <= ageMax
    }
}
