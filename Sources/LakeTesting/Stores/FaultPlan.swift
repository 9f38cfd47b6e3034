import ObjectStorage

/// Which calls of a store go wrong, and how: by a script, or by a seed.
///
/// A value: it is asked once for each call, in their order, and the same calls get the same
/// answers.
public struct FaultPlan: Sendable {
    /// A call that goes wrong by the script.
    public struct Step: Sendable {
        /// What is asked of the store.
        public let operation: StoreOperation
        /// Which of those calls, counted from 0.
        public let occurrence: Int
        /// What goes wrong.
        public let fault: StoreFault

        /// Has the call of that number go wrong.
        public init(_ operation: StoreOperation, _ occurrence: Int = 0, _ fault: StoreFault) {
            self.operation = operation
            self.occurrence = occurrence
            self.fault = fault
        }
    }

    /// How often calls go wrong by a seed, in thousandths.
    public struct Rates: Hashable, Sendable {
        /// Of all calls, those that do nothing and throw `.unavailable`.
        public var failBefore: Int
        /// Of all calls, those whose answer is lost.
        public var failAfter: Int
        /// Of all calls, those that wait.
        public var delay: Int
        /// Of an upload's calls, those that find it forgotten.
        public var tornMultipart: Int
        /// The longest that a call waits.
        public var delayMax: Duration

        /// Creates rates.
        public init(
            failBefore: Int = 50,
            failAfter: Int = 30,
            delay: Int = 50,
            tornMultipart: Int = 20,
            delayMax: Duration = .milliseconds(20)
        ) {
            self.failBefore = failBefore
            self.failAfter = failAfter
            self.delay = delay
            self.tornMultipart = tornMultipart
            self.delayMax = delayMax
        }
    }

    private var steps: [Step] = []
    private var counts: [StoreOperation: Int] = [:]
    private var random: SeededGenerator?
    private var rates = Rates()
    /// Whether faults happen; false lets everything through, as if the weather had cleared.
    public var isActive = true

    /// Creates a plan by which the steps' calls go wrong and no others.
    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// Creates a plan that draws from a seed which calls go wrong.
    public init(seed: UInt64, rates: Rates = Rates()) {
        random = SeededGenerator(seed: seed)
        self.rates = rates
    }

    /// What goes wrong with the next call; nil when nothing does.
    public mutating func next(_ operation: StoreOperation) -> StoreFault? {
        let occurrence = counts[operation, default: 0]
        counts[operation] = occurrence + 1
        guard isActive else { return nil }
        if let step = steps.first(where: {
            $0.operation == operation && $0.occurrence == occurrence
        }) {
            return step.fault
        }
        guard var random else { return nil }
        defer { self.random = random }
        if random.chance(rates.failBefore) { return .failBefore(.unavailable) }
        if random.chance(rates.failAfter) { return .failAfter }
        let isUploads = operation == .uploadPart || operation == .complete
        if isUploads && random.chance(rates.tornMultipart) { return .tornMultipart }
        if random.chance(rates.delay) {
            return .delay(rates.delayMax * Double.random(in: 0..<1, using: &random))
        }
        return nil
    }
}
