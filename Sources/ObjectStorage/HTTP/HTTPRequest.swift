/// A request that ``HTTPClient`` sends once.
package struct HTTPRequest: Sendable {
    /// The method.
    package var method: String
    /// The whole address, path and query encoded as they are to stand in the request line.
    package var url: String
    /// All header fields but `Host`, `Content-Length` and `Connection`, which the client sets.
    package var headers: [HTTPHeader] = []
    /// The body; nil for none, which is not the same as an empty one.
    package var body: [UInt8]?
    /// How long nothing may move before the exchange counts as hung; nil for the client's setting.
    package var idleTimeout: Duration?
    /// How long the whole exchange may take, however steadily it moves; nil for no such limit.
    package var elapsedMax: Duration?
    /// The longest answer that is taken in, in bytes.
    package var responseBytesMax: Int

    /// Creates a request.
    package init(
        method: String,
        url: String,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil,
        idleTimeout: Duration? = nil,
        elapsedMax: Duration? = nil,
        responseBytesMax: Int = 16 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.idleTimeout = idleTimeout
        self.elapsedMax = elapsedMax
        self.responseBytesMax = responseBytesMax
    }
}
