/// What is known of the values of a page, or of several.
struct PageBounds: Sendable {
    /// The least value, whole; nil when there is none but NaN.
    private(set) var lower: BoundValue?
    /// The greatest value, whole; nil when there is none but NaN.
    private(set) var upper: BoundValue?
    /// The number of NaN values.
    private(set) var nanCount = 0

    /// Knows of no value.
    init() {}

    /// Knows of values between two, and of some NaNs.
    init(lower: BoundValue?, upper: BoundValue?, nanCount: Int = 0) {
        self.lower = lower
        self.upper = upper
        self.nanCount = nanCount
    }

    /// Takes in what is known of more values.
    mutating func merge(_ other: PageBounds) {
        nanCount += other.nanCount
        guard let otherLower = other.lower, let otherUpper = other.upper else { return }
        guard let lower, let upper else {
            self.lower = otherLower
            self.upper = otherUpper
            return
        }
        if otherLower.isLess(than: lower) { self.lower = otherLower }
        if upper.isLess(than: otherUpper) { self.upper = otherUpper }
    }
}
