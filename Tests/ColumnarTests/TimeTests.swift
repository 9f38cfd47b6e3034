import Columnar
import LakeModel
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite("Dates and times")
struct TimeTests {
    private func time(_ value: Int128) -> Fixture.Verdict { .cell(.integer(value)) }

    @Test("RFC 3339 times, and the wider forms that clients write")
    func timestamps() throws {
        let base: Int128 = 1_793_491_200_000_000
        let cases: [(String, Fixture.Verdict)] = [
            ("2026-11-01T00:00:00Z", time(base)), ("2026-11-01t00:00:00z", time(base)),
            ("2026-11-01 00:00:00Z", time(base)), ("2026-11-01T02:30:00+02:30", time(base)),
            ("2026-10-31T18:00:00-0600", time(base)), ("2026-11-01T00:00:00-00:00", time(base)),
            ("2026-11-01T00:00:00.5Z", time(base + 500_000)),
            ("2026-11-01T00:00:00.123456Z", time(base + 123_456)),
            ("2026-11-01T00:00:00.1234569Z", time(base + 123_456)),
            ("2026-11-01T00:00:00.000000999999999Z", time(base)),
            ("2026-10-31T23:59:60Z", time(base)), ("2026-10-31T23:59:60.25Z", time(base + 250_000)),
            ("1969-12-31T23:59:59.999999Z", time(-1)), ("1970-01-01T00:00:00Z", time(0)),
            ("0001-01-01T00:00:00Z", time(-62_135_596_800_000_000)),
            ("9999-12-31T23:59:59.999999Z", time(253_402_300_799_999_999)),
            ("0001-01-01T00:00:00+00:01", .rejected(.outOfRange)),
            ("9999-12-31T23:59:59-00:01", .rejected(.outOfRange)),
            ("9999-12-31T23:59:60Z", .rejected(.outOfRange)),
            ("0000-06-01T00:00:00Z", .rejected(.outOfRange)),
            ("2024-02-29T12:00:00Z", time(1_709_208_000_000_000)),
        ]
        for (text, verdict) in cases {
            #expect(try Fixture.verdict("\"\(text)\"", .timestamptz) == verdict, "\(text)")
        }
        #expect(try Fixture.verdict("\"2026\\u002d11-01T00:00:00Z\"", .timestamptz) == time(base))
    }

    @Test(
        "texts that are no time",
        arguments: [
            "", "2026-11-01", "2026-11-01T00:00:00", "2026-11-01T00:00:00.5",
            "2026-11-01T00:00:00.Z",
            "2026-11-01T00:00Z", "2026-11-01T24:00:00Z", "2026-11-01T00:60:00Z",
            "2026-11-01T00:00:61Z",
            "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z", "2026-11-01T00:00:00+24:00",
            "2026-11-01T00:00:00+1",
            "2026-11-01T00:00:00+01:60", "2026-11-01T00:00:00 Z", "2026-11-01T00:00:00ZZ",
            "2026-11-01T00:00:00+01",
            "2026/11/01T00:00:00Z", "20261101T000000Z", "2026-11-01T00:00:00,5Z",
            "x026-11-01T00:00:00Z",
            "2026-11-01T00:00:00+01:0", "2026-11-01T00:00:00+010", "+2026-11-01T00:00:00Z", "now",
        ]
    )
    func refusesTime(text: String) throws {
        #expect(try Fixture.verdict("\"\(text)\"", .timestamptz) == .rejected(.typeMismatch))
    }

    @Test("every day from year 1 to 9999 is the C library's")
    func everyDay() throws {
        var random = SeededGenerator(seed: 3)
        var lines: [String] = []
        var expected: [Cell] = []
        for _ in 0..<5_000 {
            var seconds = time_t.random(in: -62_135_596_800...253_402_300_799, using: &random)
            var parts = tm()
            gmtime_r(&seconds, &parts)
            func pad(_ value: Int32, _ width: Int) -> String {
                String(repeating: "0", count: width - String(value).count) + String(value)
            }
            let day =
                "\(pad(parts.tm_year + 1900, 4))-\(pad(parts.tm_mon + 1, 2))-\(pad(parts.tm_mday, 2))"
            let clock = "\(pad(parts.tm_hour, 2)):\(pad(parts.tm_min, 2)):\(pad(parts.tm_sec, 2))"
            lines.append("{\"t\":\"\(day)T\(clock)Z\",\"d\":\"\(day)\"}")
            expected.append(.integer(Int128(seconds) * 1_000_000))
        }
        let fields = [Fixture.field("t", .timestamptz), Fixture.field("d", .date)]
        let decoder = try Fixture.decoder(fields)
        try decoder.decode(lines.joined(separator: "\n"), .ndjson)
        let batch = decoder.finish()
        #expect(batch.cells("t") == expected)
        let days = expected.map { cell -> Cell in
            guard case .integer(let time) = cell else { return .null }
            let day = time / 86_400_000_000
            return .integer(time < day * 86_400_000_000 ? day - 1 : day)
        }
        #expect(batch.cells("d") == days)
    }

    @Test("dates are days, and only days of the calendar")
    func dates() throws {
        #expect(try Fixture.verdict("\"1970-01-01\"", .date) == time(0))
        #expect(try Fixture.verdict("\"1969-12-31\"", .date) == time(-1))
        #expect(try Fixture.verdict("\"0001-01-01\"", .date) == time(-719_162))
        #expect(try Fixture.verdict("\"9999-12-31\"", .date) == time(2_932_896))
        #expect(try Fixture.verdict("\"2000-02-29\"", .date) == time(11_016))
        #expect(try Fixture.verdict("\"0000-01-01\"", .date) == .rejected(.outOfRange))
        for bad in ["2026-02-30", "2026-1-1", "2026-11-01T00:00:00Z", "", "20261101", "2026-11-3a"]
        {
            #expect(try Fixture.verdict("\"\(bad)\"", .date) == .rejected(.typeMismatch), "\(bad)")
        }
        #expect(try Fixture.verdict("20000", .date) == .rejected(.typeMismatch))
    }

    @Test("numbers since 1970 are exact to the microsecond")
    func epochs() throws {
        let cases: [(String, Field.Reading, Fixture.Verdict)] = [
            ("1700000000", .epochSeconds, time(1_700_000_000_000_000)),
            ("1700000000.123456", .epochSeconds, time(1_700_000_000_123_456)),
            ("1700000000.1234569", .epochSeconds, time(1_700_000_000_123_456)),
            ("1.7e9", .epochSeconds, time(1_700_000_000_000_000)),
            ("-0.000001", .epochSeconds, time(-1)), ("-0.0000001", .epochSeconds, time(-1)),
            ("1700000000123", .epochMilliseconds, time(1_700_000_000_123_000)),
            ("1700000000123.4567", .epochMilliseconds, time(1_700_000_000_123_456)),
            ("1700000000123456", .epochMicroseconds, time(1_700_000_000_123_456)),
            ("1700000000123456.9", .epochMicroseconds, time(1_700_000_000_123_456)),
            ("253402300799.999999", .epochSeconds, time(253_402_300_799_999_999)),
            ("253402300800", .epochSeconds, .rejected(.outOfRange)),
            ("-62135596800", .epochSeconds, time(-62_135_596_800_000_000)),
            ("-62135596801", .epochSeconds, .rejected(.outOfRange)),
            ("1e400", .epochSeconds, .rejected(.outOfRange)), ("1e-400", .epochSeconds, time(0)),
            ("\"1700000000\"", .epochSeconds, .rejected(.typeMismatch)),
            ("null", .epochSeconds, .cell(.null)),
        ]
        for (text, reading, verdict) in cases {
            #expect(try Fixture.verdict(text, .timestamptz, reading: reading) == verdict, "\(text)")
        }
    }

    @Test("a time without an offset is refused with advice")
    func advice() throws {
        let decoder = try Fixture.decoder([Fixture.field("at", .timestamptz)])
        let summary = try decoder.decode(#"{"at":"2026-11-01T00:00:00"}"#)
        let message = try #require(summary.rejections.first?.message)
        #expect(message.contains("add an offset"))
    }
}
