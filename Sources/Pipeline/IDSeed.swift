/// Randomness from which the ids of one request's events are made, the same at every replay.
package struct IDSeed: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
