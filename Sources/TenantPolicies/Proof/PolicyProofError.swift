/// Why nothing can be proved of policies.
enum PolicyProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The patterns tell too many classes of texts apart.
    case tooEntangled

    /// A sentence for people.
    var description: String {
        "the patterns are too entangled to be told apart: there are stars on both sides of texts "
            + "in many of them"
    }
}
