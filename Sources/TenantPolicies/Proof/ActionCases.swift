/// Remembers the operations that patterns tell apart: those of ten thousand tenants are the same.
struct ActionCases: Sendable {
    private struct Question: Hashable {
        let globs: [PolicyGlob]
        let names: [String]
        let actions: [S3Action]?
    }

    private var answers: [Question: [ActionCase]] = [:]
    /// More would be policies of as many kinds, of which each is asked about but once.
    private static let answersMax = 64

    /// The operations to try.
    ///
    /// - Throws: ``PolicyProofError`` when the patterns are too entangled.
    mutating func all(
        _ globs: [PolicyGlob],
        names: [String],
        about actions: [S3Action]?
    ) throws(PolicyProofError) -> [ActionCase] {
        let question = Question(globs: globs, names: names, actions: actions)
        if let answer = answers[question] { return answer }
        let answer = try ActionCase.all(globs, names: names, about: actions)
        if answers.count < Self.answersMax { answers[question] = answer }
        return answer
    }
}
