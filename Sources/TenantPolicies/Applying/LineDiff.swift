/// The lines that differ between two texts, with their neighbours.
struct LineDiff {
    /// Lines of the result: `  ` in both, `- ` in the first alone, `+ ` in the second alone, and
    /// `…` where equal lines are left out.
    let lines: [String]

    /// How many equal lines are shown around a difference: enough to see whose member it is.
    private static let context = 2

    /// Compares two texts.
    init(from before: [String], to after: [String]) {
        let all = Self.merged(before, after)
        var isShown = Array(repeating: false, count: all.count)
        for (index, line) in all.enumerated() where !line.hasPrefix("  ") {
            let first = max(0, index - Self.context)
            let last = min(all.count - 1, index + Self.context)
            for near in first...last { isShown[near] = true }
        }
        var shown: [String] = []
        var hasGap = false
        for (line, isShown) in zip(all, isShown) {
            guard isShown else {
                hasGap = true
                continue
            }
            if hasGap { shown.append("…") }
            hasGap = false
            shown.append(line)
        }
        lines = hasGap && !shown.isEmpty ? shown + ["…"] : shown
    }

    /// All lines of both, removals before the insertions in their place.
    private static func merged(_ before: [String], _ after: [String]) -> [String] {
        let difference = after.difference(from: before)
        let removed = Set(difference.removals.map(\.offset))
        let inserted = Set(difference.insertions.map(\.offset))
        var lines: [String] = []
        var old = 0
        var new = 0
        while old < before.count || new < after.count {
            if removed.contains(old) {
                lines.append("- " + before[old])
                old += 1
            } else if inserted.contains(new) {
                lines.append("+ " + after[new])
                new += 1
            } else {
                lines.append("  " + after[new])
                old += 1
                new += 1
            }
        }
        return lines
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
