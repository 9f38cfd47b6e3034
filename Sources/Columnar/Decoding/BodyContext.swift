import LakeModel

/// What holds for every event of one body.
struct BodyContext {
    /// The server's clock, in microseconds since 1970.
    var ingestTime: Int64 = 0
    /// What ids grow from.
    var seed: (UInt64, UInt64) = (0, 0)
    /// The times that an event may have.
    var times: ClosedRange<Int64> = .min ... .max
    /// The number of the event in the body.
    var eventIndex = 0

    init() {}

    init(_ context: DecodeContext, lateAfter: Duration?) {
        ingestTime = context.ingestTimeMicroseconds
        seed = context.idSeed
        let earliest = lateAfter.map { Self.sum(ingestTime, -$0.wholeMicroseconds) } ?? .min
        let latest = context.futureLimitMicroseconds.map { Self.sum(ingestTime, $0) } ?? .max
        times = min(earliest, latest)...latest
    }

    private static func sum(_ time: Int64, _ distance: Int64) -> Int64 {
        let (sum, overflow) = time.addingReportingOverflow(distance)
        guard overflow else { return sum }
        return distance < 0 ? .min : .max
    }
}

extension Duration {
    /// The duration in microseconds, at most about 292,000 years.
    fileprivate var wholeMicroseconds: Int64 {
        let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000)
        let fraction = components.attoseconds / 1_000_000_000_000
        guard !overflow else { return components.seconds < 0 ? -.max : .max }
        let (sum, isOver) = whole.addingReportingOverflow(fraction)
        return isOver ? .max : max(sum, -.max)
    }
}
