extension UnixTime {
    /// A moment's date and time of day in UTC, of the proleptic Gregorian calendar.
    struct Calendar: Hashable {
        var year: Int
        var month: Int
        var day: Int
        var hour: Int
        var minute: Int
        var second: Int
    }

    /// The date and time of day in UTC.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    var calendar: Calendar {
        let secondsOfDay = Int(seconds.quotientAndRemainder(dividingBy: 86_400).remainder)
        let timeOfDay = secondsOfDay < 0 ? secondsOfDay + 86_400 : secondsOfDay
        let days = (Int(seconds) - timeOfDay) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return Calendar(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
            hour: timeOfDay / 3600,
            minute: timeOfDay / 60 % 60,
            second: timeOfDay % 60
        )
    }

    /// Creates the moment of a date and time of day in UTC; nil when a field is out of its range.
    init?(_ calendar: Calendar) {
        guard (0...9999).contains(calendar.year), (1...12).contains(calendar.month),
            (1...31).contains(calendar.day), (0...23).contains(calendar.hour),
            (0...59).contains(calendar.minute), (0...60).contains(calendar.second)
        else { return nil }
        let year = calendar.month <= 2 ? calendar.year - 1 : calendar.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let shiftedMonth = calendar.month > 2 ? calendar.month - 3 : calendar.month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + calendar.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let timeOfDay = calendar.hour * 3600 + calendar.minute * 60 + calendar.second
        self.init(seconds: Int64(days * 86_400 + timeOfDay))
    }

    /// The form that signatures use: `20150830T123600Z` (ISO 8601, basic).
    package var basicTimestamp: String {
        let fields = calendar
        return Self.padded(fields.year, 4) + Self.padded(fields.month, 2)
            + Self.padded(fields.day, 2) + "T" + Self.padded(fields.hour, 2)
            + Self.padded(fields.minute, 2) + Self.padded(fields.second, 2) + "Z"
    }

    /// Reads ISO 8601 in UTC, basic or extended: `2015-08-30T12:36:00Z`, `20150830T123600.5+00:00`.
    ///
    /// Fractions of a second are dropped; nil for any other zone or form.
    package init?(iso8601 text: String) {
        var digits: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first, digits.count < 14 {
            rest.removeFirst()
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: ":"): continue
            case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " "):
                guard digits.count == 8 else { return nil }
            default: return nil
            }
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard digits.count == 14,
            ["Z", "z", "+00:00", "+0000", "-00:00", "UTC"].contains(
                String(decoding: rest, as: UTF8.self)
            )
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        self.init(
            Calendar(
                year: number(0..<4),
                month: number(4..<6),
                day: number(6..<8),
                hour: number(8..<10),
                minute: number(10..<12),
                second: number(12..<14)
            )
        )
    }

    /// Reads an HTTP date in its preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// Source: RFC 9110, section 5.6.7 (IMF-fixdate). The obsolete forms are not read: nil.
    package init?(httpDate text: String) {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
            let month = months.firstIndex(of: String(words[2])), let year = Int(words[3])
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3 else { return nil }
        self.init(
            Calendar(
                year: year,
                month: month + 1,
                day: day,
                hour: time[0],
                minute: time[1],
                second: time[2]
            )
        )
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
