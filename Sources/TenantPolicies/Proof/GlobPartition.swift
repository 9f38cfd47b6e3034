/// All texts there are, sorted by which of some globs they match: a finite number of classes, and
/// the shortest text of each.
///
/// Two texts of a class are the same to every policy that asks no more of them than these globs,
/// so that what holds for the samples holds for all texts. Found by walking the deterministic
/// automaton of all globs at once, breadth first; only characters that a state tells apart are
/// tried there, and one that stands for all others.
struct GlobPartition: Sendable {
    /// A class of texts.
    struct Class: Hashable, Sendable {
        /// Its shortest text.
        let sample: String
        /// Whether its texts match the globs, by the globs' place.
        let matches: [Bool]
    }

    /// The classes, the one with the shortest sample first.
    let classes: [Class]

    /// The most states that are walked; a policy for people needs some hundred.
    ///
    /// Globs with stars on both sides of their texts can have as many states as they have subsets.
    private static let statesMax = 50_000

    /// Sorts texts by globs.
    ///
    /// - Parameters:
    ///   - globs: by what; each counts once.
    ///   - ignoringCase: the places of those that take a letter in either case.
    /// - Throws: ``PolicyProofError`` when the globs are too entangled.
    init(_ globs: [PolicyGlob], ignoringCase: Set<Int> = []) throws(PolicyProofError) {
        var walk = GlobWalk(globs, ignoringCase: ignoringCase)
        var classes: [Class] = []
        var seen: Set<[Bool]> = []
        var next = 0
        while next < walk.states.count {
            let matches = walk.matches(of: next)
            if seen.insert(matches).inserted {
                classes.append(Class(sample: walk.sample(of: next), matches: matches))
            }
            walk.expand(next)
            guard walk.states.count <= Self.statesMax else { throw .tooEntangled }
            next += 1
        }
        self.classes = classes
    }
}
