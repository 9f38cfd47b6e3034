import ObjectStorage

/// Decides which outdated versions of a table's metadata are removed, and when.
///
/// A writer that knows version 7 alone, and finds that it can create version 8, takes its commit for
/// made. So a version is removed long after nobody can be at work on the one before it: when it has
/// stood for the whole retention by the clock that never jumps, which a time stamp in it, another
/// machine's word, does not tell. That takes one note of the newest version in a while, one listing
/// when its time has come, and removals spread over the commits that follow.
struct VersionSweep: Hashable, Sendable {
    /// What is to be done behind a commit.
    enum Action: Hashable, Sendable {
        /// Nothing.
        case none
        /// List versions, from behind a key on; see ``VersionSweep/listed(_:next:)``.
        case list(after: ObjectKey?)
        /// Remove these versions.
        case remove([MetadataVersion])
    }

    private struct Note: Hashable {
        let number: Int
        let uptime: Duration
    }

    /// How many versions are removed behind a commit: more than the one that it adds, so that
    /// removal catches up, and few enough not to hold it up.
    private static let removalsMax = 4

    private var note: Note?
    /// The greatest version that may go; nil while no sweep is under way.
    private var bound: Int?
    private var condemned: [MetadataVersion] = []
    private var isListed = false
    private var after: ObjectKey?

    /// A commit was made.
    ///
    /// - Parameters:
    ///   - number: the version that it made.
    ///   - kept: the least version that must stay: the metadata or the hint names it.
    ///   - uptime: when, by the clock that never jumps.
    ///   - retention: how long outdated versions stay at least.
    /// - Returns: what is to be done behind it.
    mutating func committed(
        _ number: Int,
        kept: Int,
        uptime: Duration,
        retention: Duration
    ) -> Action {
        guard let note else {
            self.note = Note(number: number, uptime: uptime)
            return .none
        }
        if bound == nil, uptime - note.uptime >= retention, min(note.number, kept - 1) > 0 {
            bound = min(note.number, kept - 1)
            self.note = Note(number: number, uptime: uptime)
        }
        guard bound != nil else { return .none }
        guard condemned.isEmpty else {
            let chosen = Array(condemned.suffix(Self.removalsMax))
            condemned.removeLast(chosen.count)
            return .remove(chosen)
        }
        guard isListed else { return .list(after: after) }
        (bound, isListed, after) = (nil, false, nil)
        return .none
    }

    /// A page of versions was listed.
    ///
    /// - Parameters:
    ///   - versions: the versions on it.
    ///   - next: the key behind which the next page begins; nil when this was the last one.
    mutating func listed(_ versions: [MetadataVersion], next: ObjectKey?) {
        guard let bound else { return }
        condemned += versions.filter { $0.number <= bound }
        after = next
        isListed = next == nil
    }
}
