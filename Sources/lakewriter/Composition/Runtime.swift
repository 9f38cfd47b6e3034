import Foundation
import ObjectStorage
import Pipeline

/// The real time and randomness, handed to everything that needs them; nothing else reads them.
enum Runtime {
    /// Seconds since 1970, by the wall clock.
    static let secondsSinceEpoch: @Sendable () -> Int64 = {
        Int64(Date().timeIntervalSince1970)
    }

    /// Microseconds since 1970, by the wall clock.
    static let microsecondsSinceEpoch: @Sendable () -> Int64 = {
        SystemClock().wallTimeMicroseconds()
    }

    /// The wall clock.
    static let now: @Sendable () -> UnixTime = ObjectStoreRuntime.live.now

    /// 64 random bits.
    static let random: @Sendable () -> UInt64 = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Random bytes, fit for keys.
    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
