/// One line that tells how far a job is, how fast, and how long it will take.
///
/// A value: it turns numbers into text, and whoever owns the terminal writes it.
struct ProgressBar {
    /// Bytes in all, where that is known.
    let total: Int?
    private let width = 30

    /// The line for a moment of the job.
    ///
    /// - Parameters:
    ///   - done: bytes done so far.
    ///   - events: events done so far.
    ///   - elapsed: time since the job began.
    /// - Returns: a line of less than 100 columns, without a line break.
    func line(done: Int, events: Int, elapsed: Duration) -> String {
        let seconds = max(
            Double(elapsed.components.seconds)
                + Double(elapsed.components.attoseconds) * 1e-18,
            0.001
        )
        let rate = Double(done) / seconds
        let speed = "\(Self.tenths(rate / 1e6)) MB/s, \(Int(Double(events) / seconds)) events/s"
        guard let total, total > 0 else {
            return "\(Self.tenths(Double(done) / 1e6)) MB, \(events) events, \(speed)"
        }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * Double(width))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled)
        let left = rate > 0 ? Self.time(Double(total - done) / rate) : "?"
        return "[\(bar)] \(Int(share * 100)) %, \(speed), \(left) left"
    }

    private static func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
