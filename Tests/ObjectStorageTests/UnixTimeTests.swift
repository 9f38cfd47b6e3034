import Foundation
import ObjectStorage
import Testing

@Suite("UnixTime")
struct UnixTimeTests {
    @Test("dates are spelled and read as Foundation does it, for every 11th day and odd times")
    func calendar() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
        for day in stride(from: -25_000, through: 60_000, by: 11) {
            let seconds = day * 86_400 + (day &* 7919 % 86_400)
            let time = UnixTime(seconds: Int64(seconds))
            let wanted = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(time.basicTimestamp == wanted)
            #expect(UnixTime(iso8601: wanted) == time)
        }
    }

    @Test("HTTP's and ISO's spellings of one moment agree")
    func spellings() {
        let time = UnixTime(seconds: 784_111_777)
        #expect(UnixTime(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == time)
        for text in [
            "1994-11-06T08:49:37Z", "1994-11-06T08:49:37.123Z", "19941106T084937Z",
            "1994-11-06T08:49:37+00:00", "1994-11-06T08:49:37UTC",
        ] {
            #expect(UnixTime(iso8601: text) == time, "\(text)")
        }
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "1994", "1994-13-06T08:49:37Z", "1994-11-06T08:49:37+01:00", "1994-11-06", "x",
        ]
    )
    func refuses(text: String) {
        #expect(UnixTime(iso8601: text) == nil)
        #expect(UnixTime(httpDate: text) == nil)
    }

    @Test("offsets are added exactly and clamped at the ends")
    func offsets() {
        let time = UnixTime(nanoseconds: 5)
        #expect((time + .seconds(-1)).nanoseconds == 5 - 1_000_000_000)
        #expect((time + .seconds(-1)).seconds == -1)
        #expect((time + .seconds(Int64.max)).nanoseconds == .max)
        #expect(UnixTime(seconds: .max).nanoseconds == .max)
        #expect((time + .milliseconds(3)) - time == .milliseconds(3))
    }
}
