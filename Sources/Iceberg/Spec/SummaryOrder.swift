import LakeModel

/// Writes summaries, `operation` first and the other names in their order.
///
/// The snapshots of a table mostly have the same names: they are put in order for the first one,
/// and only looked up in the others, which halves the time that a table's metadata takes to write.
struct SummaryOrder {
    private var names: [String] = []
    private var values: [String] = []

    /// Writes a summary; the text does not depend on what was written before it.
    mutating func write(_ summary: [String: String], to json: inout JSONWriter) {
        if !collect(summary) {
            names = summary.keys.sorted { Self.precedes($0, $1) }
            _ = collect(summary)
        }
        json.object { json in
            for (name, value) in zip(names, values) { json.member(name, value) }
        }
    }

    private static func precedes(_ lhs: String, _ rhs: String) -> Bool {
        rhs != "operation" && (lhs == "operation" || lhs < rhs)
    }

    /// Takes the values in the order of the names; false where the summary has others.
    private mutating func collect(_ summary: [String: String]) -> Bool {
        guard summary.count == names.count else { return false }
        values.removeAll(keepingCapacity: true)
        for name in names {
            guard let value = summary[name] else { return false }
            values.append(value)
        }
        return true
    }
}
