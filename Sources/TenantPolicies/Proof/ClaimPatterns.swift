/// Patterns in the order of their first appearance, each once.
struct ClaimPatterns {
    /// The patterns.
    private(set) var globs: [PolicyGlob] = []
    private var places: [PolicyGlob: Int] = [:]

    /// The place of a pattern, a new one where it was not there.
    mutating func place(of glob: PolicyGlob) -> Int {
        if let place = places[glob] { return place }
        places[glob] = globs.count
        globs.append(glob)
        return globs.count - 1
    }
}
