/// What to do so that a user has a new key, and the one before it no longer works.
///
/// Never more than two keys, and never one in use removed by a guess: which key the tenant works
/// with is known only by the file that the last one was written to, and by the note that an
/// interrupted rotation left.
public struct KeyRotation: Hashable, Sendable {
    /// A key without its secret.
    public struct Key: Hashable, Sendable {
        /// The public half.
        public let id: String
        /// Whether it works.
        public let isActive: Bool

        /// Creates a description.
        public init(id: String, isActive: Bool) {
            self.id = id
            self.isActive = isActive
        }
    }

    /// One step; each may be repeated.
    public enum Step: Hashable, Sendable {
        /// A key goes, and why.
        case delete(id: String, reason: Reason)
        /// A new key is made and handed over.
        case create
        /// A key ceases to work.
        case deactivate(id: String)
    }

    /// Why a key goes.
    public enum Reason: String, Hashable, Sendable {
        /// It was made by a rotation that broke off before anybody had its secret.
        case lost
        /// A rotation before has switched it off.
        case superseded
        /// The operator named it.
        case retired
    }

    /// The steps, in their order.
    public let steps: [Step]

    /// Decides.
    ///
    /// - Parameters:
    ///   - keys: the user's keys.
    ///   - noted: the ids that there were when a rotation began that did not end; nil: none did.
    ///   - delivered: the id in the file that the new key goes to; nil: no file, or no key in it.
    ///   - retired: the id that the operator gives up.
    /// - Throws: ``PolicyApplyingError`` when two keys work, and nothing says which to give up.
    public init(
        keys: [Key],
        noted: Set<String>?,
        delivered: String?,
        retired: String?
    ) throws(PolicyApplyingError) {
        if let retired, !keys.contains(where: { $0.id == retired }) {
            throw PolicyApplyingError("the user has no key \(retired); see policies keys list")
        }
        if let noted, let delivered, !noted.contains(delivered),
            keys.contains(where: { $0.id == delivered && $0.isActive })
        {
            // The rotation before got as far as handing its key over.
            steps = keys.filter { $0.id != delivered && $0.isActive }
                .map { .deactivate(id: $0.id) }
            return
        }
        var steps: [Step] = []
        var working: [String] = []
        for key in keys {
            if let noted, !noted.contains(key.id) {
                steps.append(.delete(id: key.id, reason: .lost))
            } else if key.id == retired {
                steps.append(.delete(id: key.id, reason: .retired))
            } else if !key.isActive {
                steps.append(.delete(id: key.id, reason: .superseded))
            } else {
                working.append(key.id)
            }
        }
        guard working.count < 2 else {
            let names = working.joined(separator: ", ")
            throw PolicyApplyingError(
                "the user has \(working.count) keys that work (\(names)), and which of "
                    + "them is in use is not known: give one up by --retire ID"
            )
        }
        self.steps = steps + [.create] + working.map { .deactivate(id: $0) }
    }
}
