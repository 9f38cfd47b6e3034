/// Tries every kind of request on a claim's policies, and notes which are allowed that should not
/// be, and which should be and are not.
///
/// Finite and yet a proof: ``GlobPartition`` and ``KeyDomain`` give a sample of every kind of
/// operation, resource and value that the policies can tell apart, and every combination of samples
/// is judged. Where that cannot be done, more is taken to be allowed than is.
struct ClaimSearch {
    /// A request that is allowed and should not be.
    struct Excess {
        let action: ActionCase
        let resource: String
        let context: PolicyContext
        /// Whether values were taken for anything.
        let isVague: Bool
        let statements: [PolicyStatementReference]
    }

    /// A request that should be allowed and is not.
    struct Lack {
        let action: String
        let resource: String
        let context: PolicyContext
    }

    let claim: PolicyClaim
    /// What is known of every request.
    let context: PolicyContext
    /// The keys that no request has.
    let missing: Set<String>
    private(set) var excesses: [Excess] = []
    private(set) var lacks: [Lack] = []

    private var statements: [ClaimStatement] = []
    private var actionPatterns = ClaimPatterns()
    private var resourcePatterns = ClaimPatterns()
    private var mayPlaces: [RightPlaces] = []
    private var mustPlaces: [RightPlaces] = []
    private var scopePlaces: [Int]?
    private let shape: ResourceShape

    /// The most combinations of values for one operation; beyond, a key's value is anything's.
    private static let combinationsMax = 20_000

    init(_ claim: PolicyClaim, cache: inout ActionCases) throws(PolicyProofError) {
        self.claim = claim
        var context = PolicyContext()
        var missing: Set<String> = []
        for (key, values) in claim.known {
            context[key] = values
            if values.isEmpty { missing.insert(key.lowercased()) }
        }
        claim.requester.fill(&context)
        self.context = context
        self.missing = missing
        shape = ResourceShape(&resourcePatterns)
        compile()
        try search(&cache)
    }

    // MARK: - Patterns

    private mutating func compile() {
        for (source, document) in claim.policies.documents {
            for (index, statement) in document.statements.enumerated() {
                add(statement, source, index, document.version)
            }
        }
        mayPlaces = claim.may.map { places(of: $0) }
        mustPlaces = claim.must.map { places(of: $0) }
        scopePlaces = claim.resources?.map { resourcePatterns.place(of: $0) }
    }

    /// A right, its patterns replaced by their places.
    private struct RightPlaces {
        /// The place of its operation; nil: any.
        let action: Int?
        let resource: Int
        let prefix: PolicyGlob?

        func isAbout(action matches: [Bool]) -> Bool { action.map { matches[$0] } ?? true }
    }

    private mutating func places(of right: PolicyRight) -> RightPlaces {
        RightPlaces(
            action: right.action.map {
                actionPatterns.place(of: PolicyGlob(literal: $0.lowercased()))
            },
            resource: resourcePatterns.place(of: right.resource),
            prefix: right.prefix
        )
    }

    private mutating func add(
        _ statement: PolicyStatement,
        _ source: PolicyStatementReference.Source,
        _ index: Int,
        _ version: PolicyVersion
    ) {
        let part: ClaimStatement.Part
        switch source {
        case .identity: part = .identity
        case .session: part = .session
        case .boundary: part = .boundary
        case .resource:
            guard let principals = statement.principals,
                let closeness = claim.requester.closeness(to: principals)
            else { return }
            part = .resource(closeness)
        }
        let actions = statement.actions.elements.map {
            actionPatterns.place(of: $0.actionGlob)
        }
        let resources = statement.resources?.elements.compactMap {
            $0.resourceGlob(version, context).map { resourcePatterns.place(of: $0) }
        }
        statements.append(
            ClaimStatement(
                reference: .init(source: source, index: index, sid: statement.sid),
                effect: statement.effect,
                part: part,
                actions: actions,
                exceptsActions: statement.actions.isNegated,
                resources: resources,
                exceptsResources: statement.resources?.isNegated ?? false,
                conditions: statement.conditions,
                version: version
            )
        )
    }

    // MARK: - Search

    private mutating func search(_ cache: inout ActionCases) throws(PolicyProofError) {
        let resources = try GlobPartition(resourcePatterns.globs).classes
        let names = (claim.may + claim.must).compactMap(\.action)
        let cases = try cache.all(actionPatterns.globs, names: names, about: claim.actions)
        for action in cases { search(action, resources) }
    }

    private mutating func search(_ action: ActionCase, _ resources: [GlobPartition.Class]) {
        let relevant = statements.filter { $0.isAbout(action: action.matches) }
        let may = mayPlaces.filter { $0.isAbout(action: action.matches) }
        let must = mustPlaces.filter { $0.isAbout(action: action.matches) }
        let grants = relevant.contains { $0.effect == .allow }
        guard grants || !must.isEmpty || isRoot else { return }
        let space = space(action, relevant, (may + must).compactMap(\.prefix))
        var reached = must.map { _ in Set<Pair>() }
        for combination in space.combinations() {
            for (index, resource) in resources.enumerated() where fits(resource, action) {
                let verdict = judge(relevant, combination.active, resource.matches)
                guard let verdict else { continue }
                for (place, right) in must.enumerated()
                where allows(right, resource, combination.prefix) {
                    reached[place].insert(Pair(resource: index, prefix: combination.prefix))
                }
                let isExpected = may.contains { allows($0, resource, combination.prefix) }
                if !isExpected, isInScope(resource) {
                    excesses.append(
                        Excess(
                            action: action,
                            resource: resource.sample,
                            context: space.context(of: combination, context),
                            isVague: combination.isVague,
                            statements: verdict
                        )
                    )
                }
            }
        }
        for (place, right) in must.enumerated() {
            note(right, action, reached[place], resources, space)
        }
    }

    /// A resource, and the value of `s3:prefix`; nil where it is missing or anything.
    private struct Pair: Hashable {
        let resource: Int
        let prefix: String?
    }

    /// Notes the first request of a right that nothing allows.
    private mutating func note(
        _ right: RightPlaces,
        _ action: ActionCase,
        _ reached: Set<Pair>,
        _ resources: [GlobPartition.Class],
        _ space: ClaimSpace
    ) {
        let prefixes: [String?] =
            right.prefix.map { glob in space.prefixes.filter { glob.matches($0) } } ?? [nil]
        for (index, resource) in resources.enumerated()
        where resource.matches[right.resource] && fits(resource, action) {
            for prefix in prefixes {
                let isReached = reached.contains { pair in
                    pair.resource == index && (right.prefix == nil || pair.prefix == prefix)
                }
                guard !isReached else { continue }
                var context = context
                if let prefix { context["s3:prefix"] = [prefix] }
                lacks.append(
                    Lack(action: action.name, resource: resource.sample, context: context)
                )
                return
            }
        }
    }

    private func allows(
        _ right: RightPlaces,
        _ resource: GlobPartition.Class,
        _ prefix: String?
    ) -> Bool {
        guard resource.matches[right.resource] else { return false }
        guard let glob = right.prefix else { return true }
        return prefix.map { glob.matches($0) } ?? false
    }

    private func isInScope(_ resource: GlobPartition.Class) -> Bool {
        scopePlaces.map { $0.contains { resource.matches[$0] } } ?? true
    }

    /// Whether a request for an operation can be made on a resource.
    private func fits(_ resource: GlobPartition.Class, _ action: ActionCase) -> Bool {
        switch action.known?.target {
        case .object: !shape.isBucket(resource.matches)
        case .listing, .bucket: !shape.isObject(resource.matches)
        case .account, nil: true
        }
    }

    private var isRoot: Bool { if case .root = claim.requester { true } else { false } }

    // MARK: - Judging

    /// The statements that allow a request; nil where it is not allowed.
    ///
    /// Says what ``PolicyEvaluator`` says.
    private func judge(
        _ relevant: [ClaimStatement],
        _ active: [Bool],
        _ resource: [Bool]
    ) -> [PolicyStatementReference]? {
        var identity: [PolicyStatementReference] = []
        var limits: [PolicyStatementReference] = []
        var hasSession = claim.policies.session == nil
        var hasBoundary = claim.policies.boundary == nil
        var granted: [PolicyStatementReference] = []
        var closeness: PolicyRequester.Closeness?
        for (statement, isActive) in zip(relevant, active)
        where isActive && statement.isAbout(resource: resource) {
            guard statement.effect == .allow else { return nil }
            switch statement.part {
            case .identity: identity.append(statement.reference)
            case .session:
                hasSession = true
                limits.append(statement.reference)
            case .boundary:
                hasBoundary = true
                limits.append(statement.reference)
            case .resource(let found):
                granted.append(statement.reference)
                closeness = max(closeness ?? found, found)
            }
        }
        let isUnlimited = hasSession && hasBoundary
        if isForeign {
            let isAllowed = (isRoot || !identity.isEmpty) && isUnlimited && closeness != nil
            return isAllowed ? identity + granted : nil
        }
        let isShared = claim.policies.ownership == .shared
        if isRoot && isShared || closeness == .own { return granted }
        if closeness == .role && isUnlimited { return granted + limits }
        let isHandedOver = isShared || closeness != nil
        return isHandedOver && !identity.isEmpty && isUnlimited ? identity + limits : nil
    }

    private var isForeign: Bool {
        guard let owner = claim.policies.resourceAccount, let own = claim.requester.account else {
            return false
        }
        return owner != own
    }

    // MARK: - Values

    /// The keys that matter for an operation, and their values.
    private func space(
        _ action: ActionCase,
        _ relevant: [ClaimStatement],
        _ prefixes: [PolicyGlob]
    ) -> ClaimSpace {
        var space = ClaimSpace()
        var conditions: [String: [(condition: PolicyCondition, version: PolicyVersion)]] = [:]
        for statement in relevant {
            for condition in statement.conditions {
                conditions[condition.key.lowercased(), default: []]
                    .append((condition, statement.version))
            }
        }
        if !prefixes.isEmpty { conditions["s3:prefix", default: []] += [] }
        for key in conditions.keys.sorted() {
            let values = context[key]
            if !values.isEmpty {
                space.add(key, KeyDomain([.values(values)]))
            } else if missing.contains(key) || action.known?.canHave(key) == false {
                space.add(key, KeyDomain([.values([])]))
            } else {
                let globs = key == "s3:prefix" ? prefixes : []
                space.add(key, KeyDomain(conditions[key] ?? [], globs, in: context))
            }
        }
        space.limit(to: Self.combinationsMax)
        for statement in relevant { space.add(statement, context) }
        return space
    }
}
