/// A fixed length of time as ISO 8601 writes it: `P30D`, `PT36H`, `P1DT12H30M`, `P2W`.
///
/// Years and months are refused, since how long they are depends on when they begin.
/// Source: ISO 8601-1:2019, section 5.5.2.4.
enum ISO8601Duration {
    /// Seconds in each unit, in the order that the units must stand in.
    private static let dateUnits: [(UInt8, Int64)] = [
        (UInt8(ascii: "W"), 604_800), (UInt8(ascii: "D"), 86_400),
    ]
    private static let timeUnits: [(UInt8, Int64)] = [
        (UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1),
    ]
    /// A bound that no sum of seconds and microseconds comes near to overflowing: about 27,000 years.
    private static let secondsMax: Int64 = 10_000_000 * 86_400

    /// The length that `text` gives; nil where it is no such text, or longer than 27,000 years.
    static func parse(_ text: String) -> Duration? {
        var rest = Array(text.utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var seconds: Int64 = 0
        let time = rest.firstIndex(of: UInt8(ascii: "T"))
        guard add(rest[..<(time ?? rest.endIndex)], dateUnits, to: &seconds) else { return nil }
        if let time {
            let part = rest[(time + 1)...]
            guard !part.isEmpty, add(part, timeUnits, to: &seconds) else { return nil }
        }
        return .seconds(seconds)
    }

    /// Adds up parts such as `1D`; false where they are not of these units in this order.
    private static func add(
        _ part: ArraySlice<UInt8>,
        _ units: [(UInt8, Int64)],
        to seconds: inout Int64
    ) -> Bool {
        var units = units[...]
        var number: Int64?
        for byte in part {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let next = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
                guard next <= secondsMax else { return false }
                number = next
                continue
            }
            guard let count = number, let index = units.firstIndex(where: { $0.0 == byte }) else {
                return false
            }
            let (product, overflows) = count.multipliedReportingOverflow(by: units[index].1)
            guard !overflows, product <= secondsMax - seconds else { return false }
            seconds += product
            units = units[(index + 1)...]
            number = nil
        }
        return number == nil
    }
}
