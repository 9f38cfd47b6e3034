/// The keys that matter for an operation, the values that each is tried with, and which conditions
/// hold with them.
struct ClaimSpace {
    /// One value of each key, and the statements whose conditions hold with them.
    struct Combination {
        /// The places of the values.
        let choice: [Int]
        /// Whether a statement's conditions hold, by the statement's place.
        let active: [Bool]
        /// The value of `s3:prefix`; nil where it is missing or anything.
        let prefix: String?
        /// Whether a value is anything.
        let isVague: Bool
    }

    private var keys: [String] = []
    private var domains: [[KeyDomain.Value]] = []
    /// For each statement its conditions: the key's place, and with which of its values it holds.
    private var tables: [[(key: Int, holds: [Bool])]] = []

    /// Adds a key.
    mutating func add(_ key: String, _ domain: KeyDomain) {
        keys.append(key)
        domains.append(domain.values)
    }

    /// Takes keys' values for anything until there are at most so many combinations.
    mutating func limit(to countMax: Int) {
        while count > countMax {
            guard let largest = domains.indices.max(by: { domains[$0].count < domains[$1].count })
            else { return }
            domains[largest] = [.anything]
        }
    }

    /// The number of combinations, or the largest there is.
    private var count: Int {
        domains.reduce(1) { count, domain in
            let (product, overflows) = count.multipliedReportingOverflow(by: domain.count)
            return overflows ? .max : product
        }
    }

    /// Adds a statement, after all keys.
    mutating func add(_ statement: ClaimStatement, _ context: PolicyContext) {
        tables.append(
            statement.conditions.map { condition in
                let lowered = condition.key.lowercased()
                guard let key = keys.firstIndex(of: lowered) else {
                    preconditionFailure("all keys of the statements are there")
                }
                let holds = domains[key].map { value in
                    switch value {
                    case .anything: return statement.effect == .allow
                    case .values(let values):
                        var context = context
                        context[lowered] = values
                        return condition.holds(in: context, statement.version)
                    }
                }
                return (key, holds)
            }
        )
    }

    /// The values of `s3:prefix` that are tried.
    var prefixes: [String] {
        guard let place = keys.firstIndex(of: "s3:prefix") else { return [] }
        return domains[place].compactMap { value in
            if case .values(let values) = value { values.first } else { nil }
        }
    }

    /// Every kind of combination once: those that activate the same statements with the same prefix
    /// are one kind, and one without vague values stands for it where there is one.
    func combinations() -> [Combination] {
        struct Kind: Hashable {
            let active: [Bool]
            let prefix: String?
        }
        var found: [Kind: Int] = [:]
        var combinations: [Combination] = []
        var choice = [Int](repeating: 0, count: keys.count)
        let prefixPlace = keys.firstIndex(of: "s3:prefix")
        while true {
            let combination = combination(choice, prefixPlace)
            let kind = Kind(active: combination.active, prefix: combination.prefix)
            if let place = found[kind] {
                if combinations[place].isVague, !combination.isVague {
                    combinations[place] = combination
                }
            } else {
                found[kind] = combinations.count
                combinations.append(combination)
            }
            guard advance(&choice) else { return combinations }
        }
    }

    /// The context of a combination; a value that is anything is left out.
    func context(of combination: Combination, _ known: PolicyContext) -> PolicyContext {
        var context = known
        for (place, key) in keys.enumerated() {
            if case .values(let values) = domains[place][combination.choice[place]] {
                context[key] = values
            }
        }
        return context
    }

    private func combination(_ choice: [Int], _ prefixPlace: Int?) -> Combination {
        let active = tables.map { conditions in
            conditions.allSatisfy { $0.holds[choice[$0.key]] }
        }
        var prefix: String?
        if let prefixPlace, case .values(let values) = domains[prefixPlace][choice[prefixPlace]] {
            prefix = values.first
        }
        let isVague = choice.indices.contains { domains[$0][choice[$0]] == .anything }
        return Combination(choice: choice, active: active, prefix: prefix, isVague: isVague)
    }

    /// Goes on to the next choice; false after the last.
    private func advance(_ choice: inout [Int]) -> Bool {
        for place in choice.indices {
            choice[place] += 1
            if choice[place] < domains[place].count { return true }
            choice[place] = 0
        }
        return false
    }
}
