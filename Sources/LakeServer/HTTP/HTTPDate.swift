/// Dates of HTTP messages (RFC 9110 section 5.6.7).
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// An IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func text(secondsSinceEpoch: Int64) -> String {
        let (day, second) = secondsSinceEpoch.flooredDivision(by: 86_400)
        let (year, month, dayOfMonth) = civil(daysSinceEpoch: day)
        let weekday = days[Int(day.flooredDivision(by: 7).remainder)]
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
        return "\(weekday), \(twoDigits(dayOfMonth)) \(months[Int(month) - 1]) \(year) "
            + "\(time.joined(separator: ":")) GMT"
    }

    /// Counts in eras of 400 years that begin with March, so that the leap day is a year's last.
    private static func civil(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let daysFromMarch0000To1970: Int64 = 719_468
        let (era, dayOfEra) = (daysSinceEpoch + daysFromMarch0000To1970)
            .flooredDivision(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

extension Int64 {
    /// Division that rounds down, so that days before 1970 have their hours too.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
