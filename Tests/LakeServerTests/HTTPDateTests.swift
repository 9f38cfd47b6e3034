import Foundation
import LakeServer
import Testing

@Suite("HTTPDate")
struct HTTPDateTests {
    @Test("the example of RFC 9110 comes out as it stands there")
    func example() {
        #expect(HTTPDate.text(secondsSinceEpoch: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test("every kind of day agrees with the system's calendar")
    func calendar() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for second in stride(from: Int64(-100_000_000), to: 8_000_000_000, by: 86_399 * 97) {
            let date = Date(timeIntervalSince1970: TimeInterval(second))
            #expect(HTTPDate.text(secondsSinceEpoch: second) == formatter.string(from: date))
        }
    }
}
