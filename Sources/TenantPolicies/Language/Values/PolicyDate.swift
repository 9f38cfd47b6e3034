/// A moment as conditions write it: the W3C's profile of ISO 8601, or seconds since 1970.
///
/// Four digits are a year. Source: IAM User Guide, "Condition operators", "Date condition
/// operators"; W3C NOTE-datetime.
struct PolicyDate: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    private let seconds: Int
    private let nanoseconds: Int

    /// Reads a date; nil where the text is none.
    init?(_ text: String) {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard let moment = reader.moment(), reader.rest.isEmpty else { return nil }
        seconds = moment.seconds
        nanoseconds = moment.nanoseconds
    }

    /// The seconds since 1970; nil where the moment lies between two.
    var wholeSeconds: Int? { nanoseconds == 0 ? seconds : nil }

    /// Compares the moments.
    static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.seconds, lhs.nanoseconds) < (rhs.seconds, rhs.nanoseconds)
    }
}

/// Steps through a date's bytes.
private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func moment() -> (seconds: Int, nanoseconds: Int)? {
        let digits = rest.prefix { $0.isDigit }.count
        guard digits == 4 else { return epoch() }
        guard let year = number(4) else { return nil }
        guard take("-") else { return (Self.days(year, 1, 1) * 86_400, 0) }
        guard let month = number(2), (1...12).contains(month) else { return nil }
        guard take("-") else { return (Self.days(year, month, 1) * 86_400, 0) }
        guard let day = number(2), day >= 1, day <= Self.length(year, month) else { return nil }
        let midnight = Self.days(year, month, day) * 86_400
        guard take("T") else { return (midnight, 0) }
        guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60
        else { return nil }
        var second = 0
        var nanoseconds = 0
        if take(":") {
            guard let number = number(2), number <= 60 else { return nil }
            second = number
            if take(".") {
                guard let fraction = fraction() else { return nil }
                nanoseconds = fraction
            }
        }
        guard let offset = offset() else { return nil }
        return (midnight + hour * 3600 + minute * 60 + second - offset, nanoseconds)
    }

    private mutating func epoch() -> (seconds: Int, nanoseconds: Int)? {
        let digits = rest.prefix { $0.isDigit }
        // Any number of seconds that a clock could show; more digits would overflow.
        guard (1...15).contains(digits.count),
            let seconds = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        rest = rest.dropFirst(digits.count)
        guard take(".") else { return (seconds, 0) }
        return fraction().map { (seconds, $0) }
    }

    /// The zone's seconds in front of UTC.
    private mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), hours < 24, take(":"), let minutes = number(2),
            minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Digits behind a point as nanoseconds; what is finer is cut off.
    private mutating func fraction() -> Int? {
        let digits = rest.prefix { $0.isDigit }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        let nine = digits.prefix(9) + Array(repeating: 0x30, count: max(0, 9 - digits.count))
        return Int(String(decoding: nine, as: UTF8.self))
    }

    private mutating func take(_ character: Character) -> Bool {
        guard let byte = rest.first, byte == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of a day of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let leaps = before / 4 - before / 100 + before / 400
        let months = (1..<month).reduce(0) { $0 + length(year, $1) }
        return before * 365 + leaps + months + day - 1 - 719_162  // days from year 1 to 1970
    }
}
