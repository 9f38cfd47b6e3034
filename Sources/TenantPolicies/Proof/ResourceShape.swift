/// What an ARN looks like, for operations that are made on objects, or on buckets, alone.
struct ResourceShape {
    /// The place of `arn:*:s3:::*`.
    private let anything: Int
    /// The place of `arn:*:s3:::*/*`.
    private let slashed: Int

    /// Puts the patterns that tell ARNs of objects and of buckets apart among others.
    init(_ patterns: inout ClaimPatterns) {
        let partition: [PolicyGlob.Token] = [.many(crossesColons: false)]
        let rest: [PolicyGlob.Token] = [.many(crossesColons: true)]
        let start =
            PolicyGlob(literal: "arn:").tokens + partition + PolicyGlob(literal: ":s3:::").tokens
        anything = patterns.place(of: PolicyGlob(start + rest))
        slashed = patterns.place(of: PolicyGlob(start + rest + [.scalar("/")] + rest))
    }

    /// Whether a resource is an object, given which patterns match it.
    func isObject(_ matches: [Bool]) -> Bool { matches[slashed] }

    /// Whether a resource is a bucket, given which patterns match it.
    func isBucket(_ matches: [Bool]) -> Bool { matches[anything] && !matches[slashed] }
}
