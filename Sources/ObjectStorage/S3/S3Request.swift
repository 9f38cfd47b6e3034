/// A request to S3 before it is signed.
package struct S3Request: Sendable {
    /// What is asked.
    package let operation: S3Operation
    /// The key in the bucket, prefix included; nil when the bucket itself is addressed.
    package let key: String?
    /// The query's parameters, decoded.
    package var query: [SigningRequest.Pair] = []
    /// The header fields besides those of the signature.
    package var headers: [SigningRequest.Pair] = []
    /// The body; nil for none.
    package var body: [UInt8]?
    /// Under which condition a write takes effect.
    package var mode: PutMode = .overwrite
    /// How long nothing may move; nil for the client's setting.
    package var idleTimeout: Duration?
    /// The longest answer that is taken in, in bytes.
    package var responseBytesMax = 16 << 20

    /// Creates a request.
    package init(_ operation: S3Operation, key: String?) {
        self.operation = operation
        self.key = key
    }

    /// Adds the header that makes the store check the condition.
    ///
    /// The tag goes without quotes: Amazon takes it either way, and Ceph RGW 16 no other.
    package mutating func setCondition(_ mode: PutMode) {
        self.mode = mode
        switch mode {
        case .overwrite: break
        case .create: headers.append(.init("if-none-match", "*"))
        case .update(let tag): headers.append(.init("if-match", tag))
        }
    }
}
