/// What is to be proved of policies: that they allow no more than some rights, and all of others.
struct PolicyClaim: Sendable {
    /// The policies.
    var policies: PolicySet
    /// Who makes the requests.
    var requester: PolicyRequester
    /// Keys whose values are known, none of them where the key is missing.
    ///
    /// All other keys may have any value, as the requester likes.
    var known: [String: [String]]
    /// What may be allowed.
    var may: [PolicyRight]
    /// What must be allowed.
    var must: [PolicyRight]
    /// The operations that the claim is about; nil: all.
    var actions: [S3Action]?
    /// The resources that it is about; nil: all.
    var resources: [PolicyGlob]?
    /// Texts that read better in a witness than the shortest ones.
    var examples: PolicyExamples
}
