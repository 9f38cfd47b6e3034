extension PolicyPattern {
    /// What an action's pattern matches, both in lower case.
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Action": names of actions have no case.
    var actionGlob: PolicyGlob {
        var glob = PolicyGlob()
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "*": glob.tokens.append(.many(crossesColons: true))
            case "?": glob.tokens.append(.one(crossesColons: true))
            default: glob.tokens.append(.scalar(scalar))
            }
        }
        return glob
    }

    /// What the pattern of a condition's value matches; nil where a variable of it has no value.
    func textGlob(_ version: PolicyVersion, _ context: PolicyContext) -> PolicyGlob? {
        var glob = PolicyGlob()
        for part in valid(version) {
            switch part {
            case .literal(let text): glob.append(text)
            case .anyText: glob.tokens.append(.many(crossesColons: true))
            case .anyCharacter: glob.tokens.append(.one(crossesColons: true))
            case .variable(let key, let fallback):
                // The value stands for itself: a wildcard in it is a character.
                guard let value = context.single(key) ?? fallback else { return nil }
                glob.append(value)
            }
        }
        return glob
    }

    /// What a resource's pattern matches; nil where a variable of it has no value, and it matches
    /// nothing.
    ///
    /// Of an ARN's first five segments a wildcard stays in its own, unless it is a `*` at the
    /// segment's end. The sixth is all that is behind the fifth colon, whatever it holds; there a
    /// `*` crosses slashes and colons.
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource
    /// ARNs"; "IAM policy elements: Variables and tags", "Policy variables with no value".
    func resourceGlob(_ version: PolicyVersion, _ context: PolicyContext) -> PolicyGlob? {
        var glob = PolicyGlob()
        var colons = 0
        let parts = valid(version)
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let text):
                glob.append(text)
                colons += text.utf8.count { $0 == UInt8(ascii: ":") }
            case .anyText:
                let isLast = Self.endsSegment(parts[(index + 1)...])
                glob.tokens.append(.many(crossesColons: colons >= 5 || isLast))
            case .anyCharacter:
                glob.tokens.append(.one(crossesColons: colons >= 5))
            case .variable(let key, let fallback):
                guard let value = context.single(key) ?? fallback else { return nil }
                glob.append(value)
            }
        }
        return glob
    }

    /// The text of a condition's value that has no wildcards; nil where a variable has no value.
    func plainText(_ version: PolicyVersion, _ context: PolicyContext) -> String? {
        var text = ""
        for part in valid(version) {
            switch part {
            case .literal(let literal): text += literal
            case .anyText: text += "*"
            case .anyCharacter: text += "?"
            case .variable(let key, let fallback):
                guard let value = context.single(key) ?? fallback else { return nil }
                text += value
            }
        }
        return text
    }

    /// What the six segments of an ARN match; nil where a variable has no value, or there are
    /// fewer.
    ///
    /// Source: IAM User Guide, "Condition operators", "Amazon Resource Name (ARN) condition
    /// operators".
    func segmentGlobs(_ version: PolicyVersion, _ context: PolicyContext) -> [PolicyGlob]? {
        guard let whole = textGlob(version, context) else { return nil }
        var globs = [PolicyGlob()]
        for token in whole.tokens {
            if globs.count < 6, token == .scalar(":") {
                globs.append(PolicyGlob())
            } else {
                globs[globs.count - 1].tokens.append(token)
            }
        }
        return globs.count == 6 ? globs : nil
    }

    /// The parts of a pattern that was read, or made by a program that knows how to write one.
    ///
    /// One that is malformed is taken for its text, in which nothing is a variable.
    private func valid(_ version: PolicyVersion) -> [PolicyPart] {
        (try? parts(version: version)) ?? [.literal(text)]
    }

    /// Whether only stars are left of a segment.
    private static func endsSegment(_ rest: ArraySlice<PolicyPart>) -> Bool {
        guard let next = rest.first(where: { $0 != .anyText }) else { return true }
        guard case .literal(let text) = next else { return false }
        return text.utf8.first == UInt8(ascii: ":")
    }
}

extension PolicyGlob {
    fileprivate mutating func append(_ text: String) {
        tokens += text.unicodeScalars.map(Token.scalar)
    }
}
