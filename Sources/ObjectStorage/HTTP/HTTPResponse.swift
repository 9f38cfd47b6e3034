/// The answer to an ``HTTPRequest``, complete.
package struct HTTPResponse: Sendable {
    /// The status code.
    package let status: Int
    /// The header fields in the order of their arrival.
    package let headers: [HTTPHeader]
    /// The body.
    package let body: [UInt8]

    /// Creates a response.
    package init(status: Int, headers: [HTTPHeader], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of that name, in whichever case.
    package subscript(header name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }
}
