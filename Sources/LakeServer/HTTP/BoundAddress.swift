/// The address that a server listens on.
public struct BoundAddress: Hashable, Sendable, CustomStringConvertible {
    /// The IP address.
    public let host: String
    /// The port, never 0.
    public let port: Int

    /// `127.0.0.1:8080`, `[::1]:8080`: what follows `http://`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
