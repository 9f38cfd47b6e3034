/// An operation that stands for all that the patterns of a claim do not tell from it.
struct ActionCase: Hashable, Sendable {
    /// Its name.
    let name: String
    /// What is known of it; nil: nothing, so that it may be anything.
    let known: S3Action?
    /// Which patterns match it.
    let matches: [Bool]

    /// The operations to try, given the patterns in lower case.
    ///
    /// Of the known ones in a class there is one for each kind of target and each set of keys, the
    /// most telling first; and one that nobody has heard of, unless the class has room for none.
    ///
    /// - Throws: ``PolicyProofError`` when the patterns are too entangled.
    static func all(
        _ globs: [PolicyGlob],
        names: [String],
        about actions: [S3Action]?
    ) throws(PolicyProofError) -> [Self] {
        var cases: [Self] = []
        var known: [[Bool]: [S3Action]] = [:]
        for action in actions ?? S3Action.all {
            let name = action.qualifiedName.lowercased()
            known[globs.map { $0.matches(name) }, default: []].append(action)
        }
        for each in try GlobPartition(globs).classes {
            var kinds: Set<Kind> = []
            let members = (known[each.matches] ?? []).sorted { $0.rank < $1.rank }
            for action in members
            where kinds.insert(Kind(target: action.target, keys: action.keys)).inserted {
                cases.append(
                    Self(name: action.qualifiedName, known: action, matches: each.matches)
                )
            }
            if actions == nil, S3Action.named(each.sample) == nil {
                let name = names.first { $0.lowercased() == each.sample } ?? each.sample
                cases.append(Self(name: name, known: nil, matches: each.matches))
            }
        }
        return cases
    }

    private struct Kind: Hashable {
        let target: S3Action.Target
        let keys: Set<String>
    }
}

extension S3Action {
    /// Small for operations that everybody knows.
    var rank: Int {
        ["GetObject", "ListBucket", "PutObject", "DeleteObject"].firstIndex(of: name) ?? 4
    }
}
