/// One line that tells how many of many things are done, and how long the rest will take.
///
/// A value: it turns numbers into text, and whoever owns the terminal writes it.
struct CountBar {
    /// How many there are.
    let total: Int
    /// What is counted: `tenants`.
    let noun: String
    private let width = 30

    init(total: Int, noun: String) {
        self.total = total
        self.noun = noun
    }

    /// The line for a moment of the job: less than 100 columns, no line break.
    func line(done: Int, elapsed: Duration) -> String {
        let seconds = max(
            Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18,
            0.001
        )
        let share = total == 0 ? 1 : min(1, Double(done) / Double(total))
        let filled = Int(share * Double(width))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled)
        let rate = Double(done) / seconds
        let left = rate > 0 ? "\(Int((Double(total - done) / rate).rounded(.up))) s" : "?"
        return "[\(bar)] \(done) of \(total) \(noun), \(Int(rate))/s, \(left) left"
    }
}
