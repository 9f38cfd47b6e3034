/// Events as lines.
extension AuditEvent {
    /// The event as one line of JSON, its newline included.
    ///
    /// Members, those that are not known left out: `time` (RFC 3339, UTC, milliseconds), `event`,
    /// `outcome`, `tenant`, `actor`, `action`, `resource`, `reason`, `detail`, `status`, `peer`,
    /// `unsaid`.
    ///
    /// - Parameter microseconds: when it happened, since 1970.
    /// - Returns: the UTF-8 of the line, all of it printable ASCII.
    package func line(at microseconds: Int64) -> [UInt8] {
        var json = JSONWriter(capacity: 320)
        json.object { json in
            json.member("time", Self.timestamp(microseconds))
            json.member("event", kind.rawValue)
            json.member("outcome", outcome.rawValue)
            if let tenant { json.member("tenant", tenant.name) }
            json.member("actor", "\(actor)")
            if let action { json.member("action", action.text) }
            if let resource { json.member("resource", resource.text) }
            if let reason { json.member("reason", reason.text) }
            if let detail { json.member("detail", detail.text) }
            if let status { json.member("status", status) }
            if let peer { json.member("peer", peer.text) }
            if unsaid > 0 { json.member("unsaid", unsaid) }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// `2025-01-31T23:59:59.123Z`.
    private static func timestamp(_ microseconds: Int64) -> String {
        let milliseconds = microseconds / 1000 - (microseconds % 1000 < 0 ? 1 : 0)
        let dayMilliseconds: Int64 = 86_400_000
        var time = milliseconds % dayMilliseconds
        if time < 0 { time += dayMilliseconds }
        let day = CivilDay(Int32(clamping: (milliseconds - time) / dayMilliseconds))
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { padded($0, 2) }
        return "\(day)T\(clock.joined(separator: ":")).\(padded(time % 1000, 3))Z"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
