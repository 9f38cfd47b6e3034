/// What a ``StoreProbe`` found out about a store.
public struct StoreProbeReport: Hashable, Sendable {
    /// Something that commits rest on.
    public enum Promise: String, Hashable, Sendable, CaseIterable {
        /// What was put is what is read, and what was removed is gone, at once.
        case readBack = "read-back"
        /// A key that is taken is not created again (`If-None-Match: *`).
        case secondCreateRefused = "second-create-refused"
        /// An object that has changed is not updated (`If-Match`).
        case wrongTagRefused = "wrong-tag-refused"
        /// An object that is not there is not updated (`If-Match`).
        case missingUpdateRefused = "missing-update-refused"
        /// Of eight that create a key at once one does.
        case createRace = "create-race"
        /// Of eight that update an object at once one does.
        case updateRace = "update-race"
    }

    /// How a promise was found to be kept.
    public struct Finding: Hashable, Sendable {
        /// Which promise.
        public let promise: Promise
        /// What the store did instead; nil when it keeps it.
        public let violation: String?

        /// Whether the store keeps it.
        public var isKept: Bool { violation == nil }

        /// Creates a finding.
        public init(_ promise: Promise, violation: String?) {
            self.promise = promise
            self.violation = violation
        }
    }

    /// One finding for each promise.
    public let findings: [Finding]

    /// Creates a report.
    public init(findings: [Finding]) {
        self.findings = findings
    }

    /// Whether several processes may commit to this store: it keeps all promises.
    public var isSafeForManyWriters: Bool { findings.allSatisfy(\.isKept) }

    /// Whether a process that alone writes may: the store gives back what it was given.
    public var isSafeForSingleWriter: Bool {
        findings.allSatisfy { $0.isKept || $0.promise != .readBack }
    }
}
