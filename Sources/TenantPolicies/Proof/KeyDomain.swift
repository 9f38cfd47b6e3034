/// The values that a condition's key is tried with: one of each kind that the conditions on it tell
/// apart, so that what holds for these holds for all.
struct KeyDomain: Sendable {
    /// A value of the key, or that it is missing.
    enum Value: Hashable, Sendable {
        /// These values; none: the key is missing.
        case values([String])
        /// Nobody can say: an allowing condition is taken to hold, and a denying one not to.
        case anything
    }

    /// The values.
    let values: [Value]

    /// A domain of these values.
    init(_ values: [Value]) { self.values = values }

    /// The domain of a key.
    ///
    /// - Parameters:
    ///   - conditions: all conditions on the key, and the versions of their documents.
    ///   - globs: patterns that matter besides.
    ///   - context: what is known, for the conditions' variables.
    init(
        _ conditions: [(condition: PolicyCondition, version: PolicyVersion)],
        _ globs: [PolicyGlob],
        in context: PolicyContext
    ) {
        var samples = KeySamples(globs)
        for (condition, version) in conditions { samples.add(condition, version, context) }
        let isSet = conditions.contains { $0.condition.comparison.quantifier != nil }
        guard let texts = samples.found() else {
            values = [.values([]), .anything]
            return
        }
        // As many values at once as there are conditions: each needs one to hold, or to fail.
        let sizeMax = isSet ? max(1, conditions.count) : 1
        guard let sets = Self.subsets(texts, upTo: sizeMax) else {
            values = [.values([]), .anything]
            return
        }
        values = sets.map(Value.values) + (samples.isExact ? [] : [.anything])
    }

    /// How many sets of values a key is tried with.
    private static let setsMax = 4096

    /// The sets of at most so many texts, the empty one first; nil where there are too many.
    private static func subsets(_ texts: [String], upTo sizeMax: Int) -> [[String]]? {
        var all: [[String]] = [[]]
        var last: [(set: [String], next: Int)] = [([], 0)]
        for _ in 0..<min(sizeMax, texts.count) {
            last = last.flatMap { set, next in
                (next..<texts.count).map { (set + [texts[$0]], $0 + 1) }
            }
            all += last.map(\.set)
            guard all.count <= setsMax else { return nil }
        }
        return all
    }
}
