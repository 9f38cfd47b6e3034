import Synchronization

extension SimulatedDisk {
    /// The power fails and comes back: unsynced sectors and names are lost or not, by the seed.
    ///
    /// Files that were open are of no use afterwards; planted failures are gone.
    public func crash() {
        state.withLock { state in
            for change in state.changes where state.generator.chance(500) {
                change.apply(to: &state.durableNames)
            }
            state.names = state.durableNames
            state.changes = []
            for id in state.files.keys.sorted() {
                state.files[id]?.crash(using: &state.generator)
            }
            let linked = Set(state.names.values)
            state.files = state.files.filter { linked.contains($0.key) }
            state.isAcquired = false
            state.epoch += 1
            state.writesBeforeFailure = nil
            state.syncsBeforeFailure = nil
        }
    }

    /// Lets `count` more writes succeed; all after them fail and leave torn sectors.
    public func failWrites(after count: Int) {
        state.withLock { $0.writesBeforeFailure = count }
    }

    /// Lets `count` more syncs succeed; all after them fail.
    public func failSyncs(after count: Int) {
        state.withLock { $0.syncsBeforeFailure = count }
    }

    /// Makes writes end early now and then.
    public func shortenWrites() {
        state.withLock { $0.areWritesShort = true }
    }

    /// Sets the most bytes of all files.
    public func setCapacity(_ capacity: Int) {
        state.withLock { $0.capacity = capacity }
    }

    /// Changes a stored byte, as a failing medium does.
    public func flip(_ mask: UInt8, at offset: Int, of name: String) {
        state.withLock { state in
            guard let id = state.names[name] else { return }
            state.files[id]?.flip(mask, at: offset)
        }
    }

    /// Overwrites stored bytes.
    public func overwrite(with bytes: [UInt8], at offset: Int, of name: String) {
        state.withLock { state in
            guard let id = state.names[name] else { return }
            state.files[id]?.overwrite(with: bytes, at: offset)
        }
    }
}
