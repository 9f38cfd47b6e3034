/// A pattern with its variables filled in: text and wildcards.
///
/// Works on Unicode's scalars: `?` is one of them. Two texts that look alike and differ in their
/// scalars are different keys in a store, and different here.
struct PolicyGlob: Hashable, Sendable {
    /// A step of a match.
    enum Token: Hashable, Sendable {
        /// This character.
        case scalar(Unicode.Scalar)
        /// `?`: one character; not a colon where it stands in an ARN's first five segments.
        case one(crossesColons: Bool)
        /// `*`: any number of characters; no colon among them where it must stay in its segment.
        case many(crossesColons: Bool)
    }

    /// The steps, in order.
    var tokens: [Token] = []

    /// Creates a glob that matches the empty text alone.
    init() {}

    /// Creates a glob of these steps.
    init(_ tokens: [Token]) { self.tokens = tokens }

    /// Creates a glob of a text's own characters.
    init(literal text: String) {
        tokens = text.unicodeScalars.map(Token.scalar)
    }

    /// Whether the text matches as a whole.
    ///
    /// Takes at most the product of the two lengths in steps, whatever the pattern.
    func matches(_ text: String) -> Bool {
        var rest = text.unicodeScalars.makeIterator()
        // Most globs are a text and perhaps a star behind it.
        var start = 0
        while start < tokens.count, case .scalar(let expected) = tokens[start] {
            guard rest.next() == expected else { return false }
            start += 1
        }
        if start == tokens.count { return rest.next() == nil }
        if start == tokens.count - 1, tokens[start] == .many(crossesColons: true) { return true }
        return matches(&rest, from: start)
    }

    /// Whether what is left of a text matches the tokens from one on: all ways at once.
    private func matches(_ rest: inout String.UnicodeScalarView.Iterator, from start: Int) -> Bool {
        var states = [Bool](repeating: false, count: tokens.count + 1)
        states[start] = true
        close(&states, from: start)
        while let scalar = rest.next() {
            var next = [Bool](repeating: false, count: tokens.count + 1)
            var isAlive = false
            for index in start..<tokens.count where states[index] {
                switch tokens[index] {
                case .scalar(let expected) where expected == scalar: next[index + 1] = true
                case .one(let crosses) where crosses || scalar != ":": next[index + 1] = true
                case .many(let crosses) where crosses || scalar != ":": next[index] = true
                case .scalar, .one, .many: continue
                }
                isAlive = true
            }
            guard isAlive else { return false }
            close(&next, from: start)
            states = next
        }
        return states[tokens.count]
    }

    /// A `*` may be stepped over.
    private func close(_ states: inout [Bool], from start: Int) {
        for index in start..<tokens.count where states[index] {
            if case .many = tokens[index] { states[index + 1] = true }
        }
    }
}
