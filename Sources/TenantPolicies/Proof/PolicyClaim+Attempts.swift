extension PolicyClaim {
    /// The claim with values for the variables that nobody has given one.
    struct Attempt {
        let claim: PolicyClaim
        /// Whether the variables have no value, as for who lacks a tag.
        let isFirst: Bool
        /// Whether the variables stand for any text, so that more is allowed than may ever be.
        let isLoose: Bool
    }

    /// The claim with every variable of unknown value missing, then with the name of a stranger,
    /// and at last with any text in its place; the claim itself where there is no such variable.
    var attempts: [Attempt] {
        var context = PolicyContext()
        for (key, values) in known { context[key] = values }
        requester.fill(&context)
        let given = Set(known.keys.map { $0.lowercased() }).union(context.keys)
        let open = policies.variables.subtracting(given)
        guard !open.isEmpty else { return [Attempt(claim: self, isFirst: true, isLoose: false)] }
        var absent = self
        var strange = self
        var loose = self
        for key in open {
            absent.known[key] = []
            strange.known[key] = [examples.stranger]
        }
        strange.must = []
        loose.must = []
        loose.policies = policies.loosened(open)
        return [
            Attempt(claim: absent, isFirst: true, isLoose: false),
            Attempt(claim: strange, isFirst: false, isLoose: false),
            Attempt(claim: loose, isFirst: false, isLoose: true),
        ]
    }
}

extension PolicySet {
    /// The keys of all variables, in lower case.
    fileprivate var variables: Set<String> {
        var keys: Set<String> = []
        for (_, document) in documents where document.version == .v2012 {
            for statement in document.statements {
                for pattern in statement.patterns { keys.formUnion(pattern.variables) }
            }
        }
        return keys
    }

    /// The policies with some variables standing for any text, in whatever sense allows most.
    fileprivate func loosened(_ keys: Set<String>) -> Self {
        var loose = self
        loose.identity = identity.map { $0.loosened(keys) }
        loose.session = session?.map { $0.loosened(keys) }
        loose.boundary = boundary?.loosened(keys)
        loose.resource = resource?.loosened(keys)
        return loose
    }
}

extension PolicyDocument {
    fileprivate func loosened(_ keys: Set<String>) -> Self {
        guard version == .v2012 else { return self }
        var loose = self
        loose.statements = statements.compactMap { $0.loosened(keys) }
        return loose
    }
}

extension PolicyStatement {
    fileprivate var patterns: [PolicyPattern] {
        (resources?.elements ?? []) + conditions.flatMap(\.values)
    }

    fileprivate func loosened(_ keys: Set<String>) -> Self? {
        func isOpen(_ pattern: PolicyPattern) -> Bool { !pattern.variables.isDisjoint(with: keys) }
        guard patterns.contains(where: isOpen) else { return self }
        // A denial that might be evaded is no denial.
        guard effect == .allow else { return nil }
        var loose = self
        loose.conditions.removeAll { $0.values.contains(where: isOpen) }
        switch resources {
        case .only(let patterns): loose.resources = .only(patterns.map { $0.loosened(keys) })
        case .except(let patterns):
            let closed = patterns.filter { !isOpen($0) }
            loose.resources = closed.isEmpty ? .only(["*"]) : .except(closed)
        case nil: break
        }
        return loose
    }
}

extension PolicyPattern {
    /// The keys of the variables, in lower case.
    fileprivate var variables: Set<String> {
        guard text.utf8.contains(UInt8(ascii: "$")), let parts = try? parts(version: .v2012) else {
            return []
        }
        return Set(
            parts.compactMap { part in
                if case .variable(let key, _) = part { key.lowercased() } else { nil }
            }
        )
    }

    /// The pattern with a star for each of these variables.
    fileprivate func loosened(_ keys: Set<String>) -> Self {
        guard let parts = try? parts(version: .v2012) else { return self }
        let texts = parts.map { part in
            switch part {
            case .literal(let text): text.escapedForPattern
            case .anyText: "*"
            case .anyCharacter: "?"
            case .variable(let key, _) where keys.contains(key.lowercased()): "*"
            case .variable(let key, let fallback):
                fallback.map { "${\(key), '\($0)'}" } ?? "${\(key)}"
            }
        }
        return PolicyPattern(texts.joined())
    }
}

extension String {
    /// The text as a pattern that matches it alone.
    fileprivate var escapedForPattern: String {
        reduce(into: "") { $0 += "*?$".contains($1) ? "${\($1)}" : String($1) }
    }
}
