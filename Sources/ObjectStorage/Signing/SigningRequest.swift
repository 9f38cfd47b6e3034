/// The parts of an HTTP request that a signature covers.
package struct SigningRequest: Sendable {
    /// A name and a value, of a header or of a query parameter.
    package struct Pair: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What was made of the body.
    package enum Payload: Hashable, Sendable {
        /// The SHA-256 of its bytes, in lower-case hexadecimal.
        case sha256(String)
        /// Left out of the signature: `UNSIGNED-PAYLOAD`.
        case unsigned

        /// The last line of the canonical request.
        package var text: String {
            switch self {
            case .sha256(let digest): digest
            case .unsigned: "UNSIGNED-PAYLOAD"
            }
        }
    }

    /// The HTTP method.
    package var method: String
    /// The path as it stands in the request line, escapes included.
    package var path: String
    /// The query's parameters, decoded, in the order of the request line.
    package var query: [Pair]
    /// The headers to sign, in the order of the request; `host` must be among them.
    package var headers: [Pair]
    /// What was made of the body.
    package var payload: Payload

    package init(
        method: String,
        path: String,
        query: [Pair],
        headers: [Pair],
        payload: Payload
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.payload = payload
    }
}
