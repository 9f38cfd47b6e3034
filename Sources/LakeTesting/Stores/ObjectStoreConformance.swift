public import ObjectStorage

/// What every ``ObjectStore`` must do, as checks that each implementation passes.
///
/// A check works below a prefix of its own, so that all may share one bucket; a run wants a fresh
/// one.
///
///     @Test("conforms", arguments: ObjectStoreConformance.checks)
///     func conforms(check: ObjectStoreConformance.Check) async throws {
///         try await check.run(InMemoryObjectStore())
///     }
public enum ObjectStoreConformance {
    /// What a check asks for that some stores, which are useful all the same, do not do.
    public enum Capability: Hashable, Sendable {
        /// Listings are in the order of the keys' bytes. SeaweedFS 4.48 lists folder by folder, so
        /// that `a/b` comes before `a-b`.
        case listingOrder
        /// Of several uploads that complete at once under a condition one wins. SeaweedFS 4.48 lets
        /// several through; Ceph RGW 16 heeds no condition there.
        case atomicCompletion
        /// A folder is no longer listed when its last object is gone. SeaweedFS 4.48 lists it on.
        case folderRemoval
    }

    /// One thing that a store must do.
    public struct Check: Sendable, CustomStringConvertible {
        /// What it must do, as a sentence.
        public let name: String
        /// The prefix that the check works below, without a slash at its end.
        public let prefix: String
        /// What it asks for beyond what every store does.
        public let capability: Capability?
        private let body: @Sendable (Bench) async throws -> Void

        /// The name.
        public var description: String { name }

        init(
            _ name: String,
            prefix: String,
            needs capability: Capability? = nil,
            _ body: @escaping @Sendable (Bench) async throws -> Void
        ) {
            self.name = name
            self.prefix = prefix
            self.capability = capability
            self.body = body
        }

        /// Runs the check.
        ///
        /// - Throws: a ``Violation`` that says what the store did instead, or what it threw out of
        ///   turn.
        public func run(_ store: any ObjectStore) async throws {
            try await body(Bench(store: store, prefix: prefix))
        }
    }

    /// A store did something else than it must.
    public struct Violation: Error, CustomStringConvertible {
        /// What it did.
        public let description: String
    }

    /// The checks of a store that lacks some capabilities.
    public static func checks(without lacking: Set<Capability>) -> [Check] {
        checks.filter { check in check.capability.map { !lacking.contains($0) } ?? true }
    }

    /// All checks.
    public static let checks: [Check] =
        wholeObjects + conditions + listings + folders + multipart + races
}
