import ObjectStorage

/// A moment by both clocks: the one that never jumps but stands still while a machine sleeps, and
/// the one on the wall.
struct Moment: Hashable, Sendable {
    /// By the clock that never jumps.
    let uptime: Duration
    /// By the clock on the wall.
    let wall: UnixTime

    /// Reads the clocks.
    init(_ runtime: ObjectStoreRuntime) {
        uptime = runtime.uptime()
        wall = runtime.now()
    }

    /// How much time has passed since another moment, at most.
    func elapsedMax(since other: Moment) -> Duration {
        max(uptime - other.uptime, wall - other.wall)
    }
}
