/// What reading a date or a time gave.
enum TextTime {
    /// The value: days, or microseconds.
    case value(Int64)
    /// The text is no date or time; the hint says what to do about it, for people.
    case mismatch(hint: StaticString?)
    /// The time lies outside the years 0001 to 9999.
    case outOfRange

    /// Two digits at `cursor`, or 100.
    @inline(__always)
    private static func pair(_ cursor: ScanCursor) -> Int {
        let tens = cursor[0] &- .zero
        let ones = cursor[1] &- .zero
        return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : 100
    }

    /// `YYYY-MM-DD` in the ten bytes at `cursor`.
    @inline(__always)
    private static func day(_ cursor: ScanCursor) -> TextTime {
        let century = pair(cursor)
        let yearOfCentury = pair(cursor + 2)
        let month = pair(cursor + 5)
        let day = pair(cursor + 8)
        guard century < 100, yearOfCentury < 100, month < 100, day < 100,
            cursor[4] == .minus, cursor[7] == .minus
        else { return .mismatch(hint: nil) }
        let year = century &* 100 &+ yearOfCentury
        guard month >= 1, month <= 12, day >= 1,
            day <= CivilDate.dayCount(year: year, month: month)
        else { return .mismatch(hint: "the calendar has no such day") }
        guard year >= 1 else { return .outOfRange }
        return .value(CivilDate.dayNumber(year: year, month: month, day: day))
    }

    /// Reads the `count` bytes at `cursor` as RFC 3339's `full-date`: days since 1970.
    static func readDate(_ cursor: ScanCursor, count: Int) -> TextTime {
        guard count == 10 else { return .mismatch(hint: "a date is written YYYY-MM-DD") }
        return day(cursor)
    }

    /// Reads the `count` bytes at `cursor` as RFC 3339's `date-time`: microseconds since 1970.
    ///
    /// More is taken than section 5.6 writes: a space for the `T`, either letter in lower case,
    /// an offset without its colon, any number of digits in a fraction (those behind the
    /// microsecond are cut off), and second 60 as the first of the next minute.
    static func readTimestamp(_ cursor: ScanCursor, count: Int) -> TextTime {
        guard count >= 19 else { return .mismatch(hint: nil) }
        guard case .value(let days) = day(cursor) else { return day(cursor) }
        let separator = cursor[10]
        guard separator | 0x20 == UInt8(ascii: "t") || separator == 0x20 else {
            return .mismatch(hint: nil)
        }
        let hour = pair(cursor + 11)
        let minute = pair(cursor + 14)
        let second = pair(cursor + 17)
        guard hour < 100, minute < 100, second < 100, cursor[13] == .colon, cursor[16] == .colon
        else { return .mismatch(hint: nil) }
        guard hour < 24, minute < 60, second <= 60 else {
            return .mismatch(hint: "the day has no such time")
        }
        var position = 19
        guard let fraction = readFraction(cursor, from: &position, count: count) else {
            return .mismatch(hint: "digits follow the decimal point")
        }
        guard let offset = readOffset(cursor, from: position, count: count) else {
            return position == count
                ? .mismatch(hint: "add an offset from UTC, such as Z or +02:00")
                : .mismatch(hint: "the offset from UTC is written Z, +hh:mm or -hh:mm")
        }
        let seconds =
            days &* 86_400 &+ Int64(hour &* 3_600 &+ minute &* 60 &+ second &- offset &* 60)
        let value = seconds &* 1_000_000 &+ fraction
        return CivilDate.microseconds.contains(value) ? .value(value) : .outOfRange
    }

    /// Reads an optional fraction as whole microseconds; nil when no digit follows the point.
    @inline(__always)
    private static func readFraction(
        _ cursor: ScanCursor,
        from position: inout Int,
        count: Int
    ) -> Int64? {
        guard position < count, cursor[position] == .point else { return 0 }
        position += 1
        let first = position
        var value: Int64 = 0
        while position < count, cursor[position].isDigit {
            if position &- first < 6 { value = value &* 10 &+ Int64(cursor[position] &- .zero) }
            position += 1
        }
        guard position > first else { return nil }
        for _ in stride(from: position - first, to: 6, by: 1) { value &*= 10 }
        return value
    }

    /// Reads an offset that ends the text, in minutes.
    @inline(__always)
    private static func readOffset(_ cursor: ScanCursor, from position: Int, count: Int) -> Int? {
        guard position < count else { return nil }
        let sign = cursor[position]
        if sign | 0x20 == UInt8(ascii: "z") { return position + 1 == count ? 0 : nil }
        guard sign == .plus || sign == .minus else { return nil }
        let length = count - position
        guard length == 6 && cursor[position + 3] == .colon || length == 5 else { return nil }
        let hours = pair(cursor + position + 1)
        let minutes = pair(cursor + (count - 2))
        guard hours < 24, minutes < 60 else { return nil }
        let offset = hours * 60 + minutes
        return sign == .minus ? -offset : offset
    }
}
