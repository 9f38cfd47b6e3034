/// A bug planted on purpose, to see that the simulation finds it.
enum Mistake: CaseIterable {
    /// The answer is given while the events are in memory only.
    case acknowledgesBeforeTheSync
    /// The log forgets rows when they are sealed, before their file is in the lake.
    case trimsBeforeTheCommit
    /// A file gets another name at every try.
    case namesFilesAtRandom
    /// A commit that may have been made is made again without looking.
    case commitsWithoutLooking

    /// What is seen of it in the end: by a client, or by the next start, which refuses.
    var consequences: [String] {
        switch self {
        case .acknowledgesBeforeTheSync: ["is lost"]
        case .trimsBeforeTheCommit: ["is lost", "replays as others"]
        // A file of another name is not there when its table shall have it.
        case .commitsWithoutLooking: ["is in its table"]
        case .namesFilesAtRandom: ["times", "does not come to an end"]
        }
    }
}
