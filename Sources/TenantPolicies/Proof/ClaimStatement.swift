/// A statement of a claim's policies, its patterns replaced by their places among the claim's.
struct ClaimStatement: Sendable {
    /// Which of the policies it speaks for.
    enum Part: Hashable, Sendable {
        case identity
        case session
        case boundary
        /// The resource's, which names the requester so closely.
        case resource(PolicyRequester.Closeness)
    }

    /// The statement.
    let reference: PolicyStatementReference
    let effect: PolicyEffect
    let part: Part
    /// The places of its actions' patterns.
    let actions: [Int]
    let exceptsActions: Bool
    /// The places of its resources' patterns; nil: it names none.
    let resources: [Int]?
    let exceptsResources: Bool
    let conditions: [PolicyCondition]
    let version: PolicyVersion

    /// Whether the statement is about an operation, given which patterns match it.
    func isAbout(action matches: [Bool]) -> Bool {
        actions.contains { matches[$0] } != exceptsActions
    }

    /// Whether it is about a resource, given which patterns match it.
    func isAbout(resource matches: [Bool]) -> Bool {
        guard let resources else { return true }
        return resources.contains { matches[$0] } != exceptsResources
    }
}
