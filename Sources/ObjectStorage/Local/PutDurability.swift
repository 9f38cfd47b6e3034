/// What a put into a directory waits for.
enum PutDurability: Hashable, Sendable {
    /// The disk keeps the object and its name.
    case synced
    /// The disk keeps the object. Its name is kept when the next one in its directory is: file
    /// systems with a journal keep the changes of a directory in their order.
    case deferred
    /// Nothing.
    case unsynced
}
