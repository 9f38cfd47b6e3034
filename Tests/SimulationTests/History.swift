import ObjectStorage
import Synchronization

/// What clients were told, held against what the lake holds in the end.
final class History: Sendable {
    private struct State {
        var accepted: Set<Int> = []
        var rejected: Set<Int> = []
        var complaint: String?
    }

    private let state = Mutex(State())

    func acknowledge(_ accepted: [Int], rejected: [Int]) {
        state.withLock { state in
            state.accepted.formUnion(accepted)
            state.rejected.formUnion(rejected)
        }
    }

    func complain(_ complaint: String) {
        state.withLock { $0.complaint = complaint }
    }

    /// The number of events that were acknowledged as accepted.
    var acceptedCount: Int { state.withLock { $0.accepted.count } }

    /// What is wrong with the lake; nil when it holds what was promised, once, both as a directory
    /// and in its tables.
    func verdict(of lake: LakeContents) -> String? {
        if let complaint = lake.complaint { return complaint }
        for key in lake.files.keys where lake.tableFiles[key] == nil {
            return "\(key) is in no table"
        }
        for (key, count) in lake.tableFiles where count > 1 {
            return "\(key) is in its table \(count) times"
        }
        return verdict(of: lake.files)
    }

    private func verdict(of files: [ObjectKey: [UInt8]]) -> String? {
        var events: [Int: Int] = [:]
        var deadLetters: [Int: Int] = [:]
        for (key, bytes) in files {
            for line in bytes.split(separator: 0x0A) {
                guard let number = Int(String(decoding: line, as: UTF8.self).prefix { $0 != " " })
                else { return "\(key) holds an unreadable line" }
                if key.path.hasPrefix("dead_letters/") {
                    deadLetters[number, default: 0] += 1
                } else {
                    events[number, default: 0] += 1
                }
            }
        }
        return state.withLock { state in
            if let complaint = state.complaint { return complaint }
            if let lost = state.accepted.first(where: { events[$0] == nil }) {
                return "event \(lost) was acknowledged and is lost"
            }
            if let lost = state.rejected.first(where: { deadLetters[$0] == nil }) {
                return "dead letter \(lost) was acknowledged and is lost"
            }
            for (number, count) in events where count > 1 {
                return "event \(number): \(count) times"
            }
            for (number, count) in deadLetters where count > 1 {
                return "dead letter \(number): \(count) times"
            }
            return nil
        }
    }
}
