import WriteAheadLog

extension SimulatedDisk {
    /// A change of the directory that no sync has covered yet.
    enum Change: Sendable {
        case link(String, Int)
        case unlink(String)
        case rename(String, String)

        func apply(to names: inout [String: Int]) {
            switch self {
            case .link(let name, let file): names[name] = file
            case .unlink(let name): names[name] = nil
            case .rename(let name, let newName):
                guard let file = names.removeValue(forKey: name) else { return }
                names[newName] = file
            }
        }
    }

    /// A file: what the programs see, and what a crash may leave of it.
    struct File: Sendable {
        private(set) var bytes: [UInt8]
        private var durable: [UInt8]
        private var writes: [(offset: Int, bytes: [UInt8])] = []

        init(byteCount: Int) {
            bytes = [UInt8](repeating: 0, count: byteCount)
            durable = []
        }

        mutating func write(_ piece: [UInt8], at offset: Int) {
            bytes.replaceSubrange(offset..<(offset + piece.count), with: piece)
            writes.append((offset, piece))
        }

        mutating func sync() {
            if durable.count != bytes.count {
                durable = bytes
            } else {
                for write in writes {
                    let range = write.offset..<(write.offset + write.bytes.count)
                    durable.replaceSubrange(range, with: write.bytes)
                }
            }
            writes = []
        }

        /// Keeps of the unsynced writes the sectors that the generator chooses.
        mutating func crash(using generator: inout SeededGenerator) {
            if durable.count != bytes.count {
                let isSized = generator.chance(500)
                durable = [UInt8](repeating: 0, count: isSized ? bytes.count : 0)
            }
            // Crashes that keep nearly all or nearly nothing are as likely as those in between.
            let kept = [0, 30, 500, 970, 1000].randomElement(using: &generator) ?? 500
            let sector = SimulatedDisk.sectorByteCount
            for write in writes {
                var begin = 0
                while begin < write.bytes.count {
                    let end = min(begin + sector, write.bytes.count)
                    let place = (write.offset + begin)..<(write.offset + end)
                    if place.upperBound <= durable.count, generator.chance(kept) {
                        durable.replaceSubrange(place, with: write.bytes[begin..<end])
                    }
                    begin = end
                }
            }
            writes = []
            bytes = durable
        }

        /// Changes a stored byte behind everyone's back.
        mutating func flip(_ mask: UInt8, at offset: Int) {
            bytes[offset] ^= mask
            if offset < durable.count { durable[offset] ^= mask }
        }

        mutating func overwrite(with piece: [UInt8], at offset: Int) {
            write(piece, at: offset)
            sync()
        }
    }

    /// All of the disk.
    struct State: Sendable {
        var generator: SeededGenerator
        var capacity: Int
        var isAcquired = false
        var files: [Int: File] = [:]
        var lastFile = 0
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        var changes: [Change] = []
        /// Grows with each crash: files opened before one are of no use after it.
        var epoch = 0
        var writesBeforeFailure: Int?
        var syncsBeforeFailure: Int?
        var areWritesShort = false

        init(generator: SeededGenerator, capacity: Int) {
            self.generator = generator
            self.capacity = capacity
        }

        mutating func change(_ change: Change) {
            change.apply(to: &names)
            changes.append(change)
        }

        mutating func takeSyncFailure() -> LogDiskError? {
            Self.count(down: &syncsBeforeFailure)
                ? LogDiskError(.failed, "fsync: input/output error (planted)") : nil
        }

        mutating func takeWriteFailure() -> LogDiskError? {
            Self.count(down: &writesBeforeFailure)
                ? LogDiskError(.failed, "pwrite: input/output error (planted)") : nil
        }

        /// Whether the counter has run out; from then on it stays so.
        private static func count(down counter: inout Int?) -> Bool {
            guard let left = counter else { return false }
            counter = max(0, left - 1)
            return left == 0
        }
    }
}
