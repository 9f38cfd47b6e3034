/// Keeps the retries of all requests together from becoming the load that the store suffers from.
///
/// A purse of tokens: a retry costs some, a success brings one back. While the store is well the
/// purse is full and each request retries as it likes; when most requests fail it runs dry, and
/// failures are reported at once, until some succeed again.
///
/// Source: the AWS SDKs' "standard" retry mode, whose numbers these are.
package struct RetryBudget: Hashable, Sendable {
    /// What a full purse holds: a hundred retries in a row.
    package static let tokensMax = 500
    /// What a retry costs.
    package static let retryCost = 5

    /// What the purse holds.
    package private(set) var tokens = RetryBudget.tokensMax

    /// Creates a full purse.
    package init() {}

    /// Pays for a retry; false, and nothing is paid, when the purse holds too little.
    package mutating func withdraw() -> Bool {
        guard tokens >= Self.retryCost else { return false }
        tokens -= Self.retryCost
        return true
    }

    /// A request succeeded.
    package mutating func deposit() {
        tokens = min(tokens + 1, Self.tokensMax)
    }
}
