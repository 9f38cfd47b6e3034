/// Why an ``HTTPRequest`` has no answer.
package struct HTTPFailure: Error, Hashable, Sendable {
    /// What is known of the request's fate.
    package enum Kind: Hashable, Sendable {
        /// It never left: no name, no connection, no handshake.
        case notSent
        /// It left in part or whole; it may have been carried out.
        case maybeSent
        /// The other side is not who it must be, or the client is set up wrong. Trying again is no
        /// use.
        case untrusted
        /// The answer is longer than the request allows.
        case tooLong
        /// The task was cancelled, after the request may have left.
        case cancelled
    }

    /// What is known of the request's fate.
    package let kind: Kind
    /// What went wrong, for people.
    package let message: String

    /// Creates a failure.
    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
