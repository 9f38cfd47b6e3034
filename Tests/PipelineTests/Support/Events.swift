/// Bodies of events, and what makes them bad.
enum Events {
    /// Lines of events numbered by `ids`, which happened at `at` seconds since 1970.
    static func lines(_ ids: Range<Int>, at: Int64 = ManualClock.startSeconds) -> String {
        ids.map { #"{"id":"e\#($0)","at":\#(at),"value":\#($0)}"# + "\n" }.joined()
    }

    /// An event whose value is no number.
    static let bad = #"{"id":"bad","value":"none"}"#
}
