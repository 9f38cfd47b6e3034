import Logging

/// How texts of a configuration become what they mean.
extension Configuration.Value {
    /// `500ms`, `2s`, `5m`, `24h`, `7d`.
    func duration() throws -> Duration {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        for (suffix, milliseconds) in units where text.hasSuffix(suffix) {
            guard let number = Int64(text.dropLast(suffix.count)), number >= 0,
                case let (total, overflow) = number.multipliedReportingOverflow(by: milliseconds),
                !overflow
            else { continue }
            return .milliseconds(total)
        }
        throw ConfigurationError(
            "\(source) is \"\(text)\": write a time such as 500ms, 2s, 5m, 24h"
        )
    }

    /// `1000`, `64KiB`, `128MiB`, `1GiB`, `1GB`.
    func bytes() throws -> Int {
        let units: [(String, Int)] = [
            ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
            ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
            ("", 1),
        ]
        for (suffix, factor) in units where text.hasSuffix(suffix) {
            guard let number = Int(text.dropLast(suffix.count)), number > 0,
                case let (total, overflow) = number.multipliedReportingOverflow(by: factor),
                !overflow
            else { continue }
            return total
        }
        throw ConfigurationError(
            "\(source) is \"\(text)\": write a size such as 64MiB, 1GiB or 1000000"
        )
    }

    /// A size of which more makes no sense.
    func bytes(atMost limit: Int) throws -> Int {
        let size = try bytes()
        guard size <= limit else {
            throw ConfigurationError(
                "\(source) is \"\(text)\": at most \(limit >> 20)MiB are possible"
            )
        }
        return size
    }

    /// `debug`, `info`, `notice`, `warning`, `error`, and the two that stand around them.
    func logLevel() throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ConfigurationError(
                "\(source) is \"\(text)\": write debug, info, notice, warning or error"
            )
        }
        return level
    }

    /// A whole number in a range.
    func integer(in range: ClosedRange<Int>) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw ConfigurationError(
                "\(source) is \"\(text)\": write a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)"
            )
        }
        return number
    }

    /// `true` or `false`.
    func boolean() throws -> Bool {
        switch text {
        case "true", "yes", "1": true
        case "false", "no", "0", "": false
        default: throw ConfigurationError("\(source) is \"\(text)\": write true or false")
        }
    }

    /// `host:port`; an IPv6 host stands in brackets.
    func address() throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else {
            throw ConfigurationError(
                "\(source) is \"\(text)\": write an address and a port such as 127.0.0.1:8080"
            )
        }
        let host = String(text[..<colon])
        return (
            host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host,
            port
        )
    }
}
