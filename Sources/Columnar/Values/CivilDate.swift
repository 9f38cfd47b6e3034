/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// Source for the arithmetic: years that begin in March, in eras of 400 years of 146,097 days, as
/// in Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
enum CivilDate {
    /// 0001-01-01 and 9999-12-31, the first and last day that four-digit years can say.
    static let days: ClosedRange<Int64> = -719_162...2_932_896

    /// 0001-01-01T00:00:00Z up to 9999-12-31T23:59:59.999999Z.
    static let microseconds: ClosedRange<Int64> =
        -719_162 * 86_400_000_000...2_932_897 * 86_400_000_000 - 1

    /// The day's number; `month` is 1...12 and `year` 0...9999.
    @inline(__always)
    static func dayNumber(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = month <= 2 ? year &- 1 : year
        // Year 0 of March-based years begins in -1; one era up keeps the division's sign plain.
        let positive = shifted &+ 400
        let era = positive / 400
        let yearOfEra = positive &- era &* 400
        let monthFromMarch = month > 2 ? month &- 3 : month &+ 9
        let dayOfYear = (153 &* monthFromMarch &+ 2) / 5 &+ day &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return Int64((era &- 1) &* 146_097 &+ dayOfEra &- 719_468)
    }

    /// The number of days of a month.
    @inline(__always)
    static func dayCount(year: Int, month: Int) -> Int {
        if month == 2 {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        }
        // 31 for odd months up to July and even ones from August.
        return 30 + (month + month >> 3) & 1
    }
}
