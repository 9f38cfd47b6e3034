/// Fetches a key set from an address.
///
/// It is given the address, the most bytes it may return, and how long it may take; it throws when
/// the answer is not 200, is longer, or does not come in time. It follows no redirect to plain HTTP.
public typealias KeySetFetch =
    @Sendable (_ address: String, _ sizeMax: Int, _ timeout: Duration) async throws -> [UInt8]

/// Brings an issuer's keys from where they lie.
package struct KeyLoader: Sendable {
    /// What a load found.
    package enum Outcome: Sendable {
        /// The keys, and the mark by which to know them again.
        case keys(VerificationKeySet, mark: Mark)
        /// The same as at the last load.
        case unchanged
        /// A key set without a key that can serve here: the issuer has withdrawn them all.
        case withdrawn
    }

    /// By what keys are known to be the same without reading them into keys again.
    package enum Mark: Hashable, Sendable {
        /// A file's identity and times.
        case file(FileMark)
        /// The key set's text.
        case text([UInt8])
        /// A secret never changes while the process runs.
        case secret
    }

    private let settings: IssuerSettings
    private let fetch: KeySetFetch
    private let fetchTimeout: Duration

    /// Creates the loader of an issuer's keys.
    package init(settings: IssuerSettings, fetch: @escaping KeySetFetch, fetchTimeout: Duration) {
        self.settings = settings
        self.fetch = fetch
        self.fetchTimeout = fetchTimeout
    }

    /// Loads the keys, unless `mark` shows that they are the same as before.
    package func load(unless mark: Mark?) async throws -> Outcome {
        switch settings.keys {
        case .secret(let secret):
            if mark == .secret { return .unchanged }
            return .keys(try await VerificationKeySet(secret: secret), mark: .secret)
        case .file(let path):
            let file = try SmallFile.mark(path)
            if mark == .file(file) { return .unchanged }
            // The mark is taken before the bytes: a file changed in between is read once more.
            let bytes = try SmallFile.read(path, sizeMax: AuthenticationSettings.keySetSizeMax)
            return try await outcome(bytes, mark: .file(file))
        case .url(let address):
            let sizeMax = AuthenticationSettings.keySetSizeMax
            let bytes = try await fetch(address, sizeMax, fetchTimeout)
            if mark == .text(bytes) { return .unchanged }
            return try await outcome(bytes, mark: .text(bytes))
        }
    }

    private func outcome(_ bytes: [UInt8], mark: Mark) async throws -> Outcome {
        let keys = try await VerificationKeySet(json: bytes, for: settings.algorithms)
        return keys.count == 0 ? .withdrawn : .keys(keys, mark: mark)
    }
}
