/// The walk over the deterministic automaton of several globs.
struct GlobWalk {
    /// A step that a glob can take; its place is a state of the glob's own automaton.
    private enum Step {
        case token(PolicyGlob.Token)
        /// A letter in either case.
        case letter(Unicode.Scalar, Unicode.Scalar)
        /// The glob of this place has matched, if the text ends here.
        case end(Int)
    }

    /// The states found, each as the places of the globs' steps that it is at, in order.
    private(set) var states: [[Int32]] = []
    private let steps: [Step]
    private let globCount: Int
    private var numbers: [[Int32]: Int] = [:]
    /// From where and by which character a state was found first.
    private var origins: [(state: Int, scalar: Unicode.Scalar)] = []

    init(_ globs: [PolicyGlob], ignoringCase: Set<Int>) {
        var steps: [Step] = []
        var starts: [Int32] = []
        for (index, glob) in globs.enumerated() {
            starts.append(Int32(steps.count))
            for token in glob.tokens {
                steps.append(ignoringCase.contains(index) ? Self.folded(token) : .token(token))
            }
            steps.append(.end(index))
        }
        self.steps = steps
        globCount = globs.count
        _ = number(closure(starts), from: 0, by: "x")
    }

    /// Which globs match a text that ends in a state.
    func matches(of state: Int) -> [Bool] {
        var matches = [Bool](repeating: false, count: globCount)
        for place in states[state] {
            if case .end(let glob) = steps[Int(place)] { matches[glob] = true }
        }
        return matches
    }

    /// The text by which a state was found.
    func sample(of state: Int) -> String {
        var scalars: [Unicode.Scalar] = []
        var state = state
        while state > 0 {
            scalars.append(origins[state].scalar)
            state = origins[state].state
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.reversed())
        return String(text)
    }

    /// Finds the states that follow a state.
    mutating func expand(_ state: Int) {
        let places = states[state]
        guard !places.isEmpty else { return }
        var told: [Unicode.Scalar] = []
        func tell(_ scalar: Unicode.Scalar) {
            if !told.contains(scalar) { told.append(scalar) }
        }
        for place in places {
            switch steps[Int(place)] {
            case .token(.scalar(let scalar)): tell(scalar)
            case .letter(let lower, let upper):
                tell(lower)
                tell(upper)
            case .token(.one(crossesColons: false)), .token(.many(crossesColons: false)):
                tell(":")
            case .token(.one(crossesColons: true)), .token(.many(crossesColons: true)), .end:
                break
            }
        }
        find(places, Self.other(than: told), from: state)
        for scalar in told { find(places, scalar, from: state) }
    }

    private mutating func find(_ places: [Int32], _ scalar: Unicode.Scalar, from state: Int) {
        _ = number(after(places, scalar), from: state, by: scalar)
    }

    private func after(_ places: [Int32], _ scalar: Unicode.Scalar) -> [Int32] {
        var next: [Int32] = []
        next.reserveCapacity(places.count)
        for place in places {
            switch steps[Int(place)] {
            case .token(.scalar(let expected)):
                if expected == scalar { next.append(place + 1) }
            case .letter(let lower, let upper):
                if scalar == lower || scalar == upper { next.append(place + 1) }
            case .token(.one(let crosses)):
                if crosses || scalar != ":" { next.append(place + 1) }
            case .token(.many(let crosses)):
                if crosses || scalar != ":" { next.append(place) }
            case .end: break
            }
        }
        return closure(next)
    }

    /// The places, and those that are reached from them without a character; in order, each once.
    private func closure(_ places: [Int32]) -> [Int32] {
        let hasStar = places.contains { place in
            if case .token(.many) = steps[Int(place)] { true } else { false }
        }
        // Without a star places stay in order and apart, as all of them went on by one.
        guard hasStar else { return places }
        var closed: [Int32] = []
        closed.reserveCapacity(places.count + 2)
        for place in places {
            var place = place
            closed.append(place)
            while case .token(.many) = steps[Int(place)] {
                place += 1
                closed.append(place)
            }
        }
        closed.sort()
        var unique: [Int32] = []
        for place in closed where place != unique.last { unique.append(place) }
        return unique
    }

    /// The number of a state, a new one where it was not found before.
    private mutating func number(
        _ places: [Int32],
        from origin: Int,
        by scalar: Unicode.Scalar
    ) -> Int {
        if let number = numbers[places] { return number }
        numbers[places] = states.count
        states.append(places)
        origins.append((origin, scalar))
        return states.count - 1
    }

    private static func folded(_ token: PolicyGlob.Token) -> Step {
        guard case .scalar(let scalar) = token else { return .token(token) }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        guard lower.count == 1, upper.count == 1, let small = lower.first, let large = upper.first
        else { return .token(token) }
        return .letter(small, large)
    }

    /// A character that none of these is: a letter that reads well in a witness, where it can be.
    private static func other(than told: [Unicode.Scalar]) -> Unicode.Scalar {
        for scalar in "xyzabcdefghijklmnopqrstuvw0123456789".unicodeScalars
        where !told.contains(scalar) {
            return scalar
        }
        var candidate: UInt32 = 0x3B1  // alpha, and on: more than any state tells apart
        while let scalar = Unicode.Scalar(candidate), told.contains(scalar) { candidate += 1 }
        return Unicode.Scalar(candidate) ?? "\u{10FFFF}"
    }
}
