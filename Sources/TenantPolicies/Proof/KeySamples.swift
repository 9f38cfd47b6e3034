/// Gathers what conditions on a key tell apart, and finds a text of each kind.
struct KeySamples {
    private var globs: [PolicyGlob]
    /// The places of the globs that take letters in either case.
    private var ignoringCase: Set<Int> = []
    private var texts: [String] = []
    private var kinds: Set<PolicyOperator.Comparison.Kind> = []
    private var hasOddNumbers = false

    init(_ globs: [PolicyGlob]) {
        // The empty text is one of a kind: for quantifiers it is no value.
        self.globs = [PolicyGlob()] + globs
        if !globs.isEmpty { kinds.insert(.string) }
    }

    /// Whether every kind of value has a sample.
    ///
    /// Not where numbers are finer than halves, and not where a key is compared as two types: what
    /// one tells apart, the other's samples need not.
    var isExact: Bool { kinds.subtracting([.null]).count <= 1 && !hasOddNumbers }

    /// Takes note of a condition.
    mutating func add(
        _ condition: PolicyCondition,
        _ version: PolicyVersion,
        _ context: PolicyContext
    ) {
        let comparison = condition.comparison.comparison
        kinds.insert(comparison.kind)
        for value in condition.values {
            switch comparison.kind {
            case .string: add(value, comparison, version, context)
            case .arn:
                if let segments = value.segmentGlobs(version, context) {
                    globs.append(.arn(segments))
                }
            case .numeric: addNumber(value.text)
            case .date: addDate(value.text)
            case .boolean: texts += ["true", "false"]
            case .binary: texts += [value.text, ""]
            case .address:
                if let range = PolicyAddressRange(value.text) { texts += range.landmarks }
            case .null: break
            }
        }
    }

    /// A text of each kind that was found; nil where the patterns are too entangled.
    func found() -> [String]? {
        let isText = kinds.isSubset(of: [.null, .string, .arn])
        guard isText || kinds.contains(.string) || kinds.contains(.arn) else {
            return unique(texts)
        }
        do throws(PolicyProofError) {
            let partition = try GlobPartition(globs, ignoringCase: ignoringCase)
            return unique(partition.classes.map(\.sample) + texts)
        } catch {
            return nil
        }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }
    }

    private mutating func add(
        _ value: PolicyPattern,
        _ comparison: PolicyOperator.Comparison,
        _ version: PolicyVersion,
        _ context: PolicyContext
    ) {
        switch comparison {
        case .stringLike, .stringNotLike:
            if let glob = value.textGlob(version, context) { globs.append(glob) }
        case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase:
            guard let text = value.plainText(version, context) else { return }
            ignoringCase.insert(globs.count)
            globs.append(PolicyGlob(literal: text))
        default:
            guard let text = value.plainText(version, context) else { return }
            globs.append(PolicyGlob(literal: text))
        }
    }

    /// A number, and what lies between it and the whole numbers beside it.
    private mutating func addNumber(_ text: String) {
        guard let number = Int(text), abs(number) < 1 << 53 else {
            hasOddNumbers = true
            texts.append(text)
            return
        }
        texts += [
            "\(number)", "\(number - 1)", "\(number + 1)", "\(number).5", "-\(abs(number)).5",
        ]
    }

    private mutating func addDate(_ text: String) {
        guard let date = PolicyDate(text), let seconds = date.wholeSeconds else {
            hasOddNumbers = true
            return
        }
        guard seconds > 0 else {
            hasOddNumbers = true
            return
        }
        // Fifteen digits at most, or four would be read as a year.
        let around = [seconds - 1, seconds, seconds + 1].filter { !(1000...9999).contains($0) }
        texts += around.map { "\($0)" } + ["\(seconds).5", "\(seconds - 1).5"]
        if around.count < 3 { hasOddNumbers = true }
    }
}

extension PolicyGlob {
    /// An ARN whose segments match these globs; wildcards of the first five do not leave theirs.
    fileprivate static func arn(_ segments: [PolicyGlob]) -> Self {
        var whole = PolicyGlob()
        for (index, segment) in segments.enumerated() {
            if index > 0 { whole.tokens.append(.scalar(":")) }
            whole.tokens += segment.tokens.map { token in
                switch token {
                case .one where index < 5: .one(crossesColons: false)
                case .many where index < 5: .many(crossesColons: false)
                case .scalar, .one, .many: token
                }
            }
        }
        return whole
    }
}
