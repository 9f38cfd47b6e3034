/// What signing adds to a request.
package struct Signature: Sendable {
    /// How the signature came about.
    package let steps: SigningSteps
    /// The headers or the query parameters to add, the signature itself among them.
    package let added: [SigningRequest.Pair]
}
