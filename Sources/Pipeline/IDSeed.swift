/// Randomness from which the ids of one request's events are made, the same at every replay.
struct IDSeed: Hashable, Sendable {
    let high: UInt64
    let low: UInt64
}
