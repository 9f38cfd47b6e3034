import LakeServer
import LakeTesting
import Testing

@Suite("TokenBucket")
struct TokenBucketTests {
    @Test("a full bucket lets a burst through, and then a unit each time that one has come")
    func basics() {
        var bucket = TokenBucket(rate: 4, burstSeconds: 2, now: .zero)
        for _ in 0..<8 {
            #expect(bucket.wait(for: 1, at: .zero) == nil)
            bucket.take(1, at: .zero)
        }
        #expect(bucket.wait(for: 1, at: .zero) == .milliseconds(250))
        #expect(bucket.wait(for: 1, at: .milliseconds(249)) == .milliseconds(1))
        #expect(bucket.wait(for: 1, at: .milliseconds(250)) == nil)
        #expect(bucket.wait(for: 3, at: .milliseconds(250)) == .milliseconds(500))
    }

    @Test("whoever waits as long as told is let through, and not a nanosecond earlier")
    func exactWait() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let rate = Int.random(in: 1...2_000_000, using: &generator)
            var bucket = TokenBucket(rate: rate, burstSeconds: 3, now: .zero)
            bucket.take(Int.random(in: 1...(rate * 9), using: &generator), at: .zero)
            let units = Int.random(in: 1...(rate * 3), using: &generator)
            guard let wait = bucket.wait(for: units, at: .zero) else { continue }
            var early = bucket
            #expect(early.wait(for: units, at: wait - .nanoseconds(1)) != nil)
            #expect(bucket.wait(for: units, at: wait) == nil)
        }
    }

    @Test("never more than rate times time and a burst, however it is asked", arguments: 0..<20)
    func bound(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let rate = Int.random(in: 1...5000, using: &generator)
        let burstSeconds = Int.random(in: 1...5, using: &generator)
        var bucket = TokenBucket(rate: rate, burstSeconds: burstSeconds, now: .zero)
        let burst = rate * burstSeconds
        var now = Int64(0)
        /// What was let through, and when: any stretch of it is checked.
        var passed: [(at: Int64, total: Int)] = [(0, 0)]
        for _ in 0..<1500 {
            now += Int64.random(in: 0...40_000_000, using: &generator)
            let units = Int.random(in: 1...max(1, burst / 3), using: &generator)
            guard bucket.wait(for: units, at: .nanoseconds(now)) == nil else { continue }
            bucket.take(units, at: .nanoseconds(now))
            passed.append((now, passed[passed.count - 1].total + units))
        }
        #expect(passed.count > 10)
        for start in stride(from: 1, to: passed.count, by: 7) {
            for end in start..<passed.count {
                let units = passed[end].total - passed[start - 1].total
                let nanoseconds = passed[end].at - passed[start].at
                let allowed = Double(rate) * Double(nanoseconds) / 1e9 + Double(burst)
                #expect(Double(units) <= allowed + 1e-6)
            }
        }
    }

    @Test("a million charges at odd times come out to the unit: nothing drifts")
    func noDrift() {
        var bucket = TokenBucket(rate: 3, burstSeconds: 1, now: .zero)
        bucket.take(3, at: .zero)
        var now = Int64(0)
        var taken = 0
        while taken < 300_000 {
            now += 7_777_777
            if bucket.wait(for: 1, at: .nanoseconds(now)) == nil {
                bucket.take(1, at: .nanoseconds(now))
                taken += 1
            }
        }
        let due = Int(Int128(now) * 3 / 1_000_000_000)
        #expect(taken == due)
    }

    @Test("a charge larger than the burst is let through when all is there, and leaves a debt")
    func debt() {
        var bucket = TokenBucket(rate: 10, burstSeconds: 1, now: .zero)
        #expect(bucket.wait(for: 1000, at: .zero) == nil)
        bucket.take(1000, at: .zero)
        #expect(bucket.wait(for: 1, at: .zero) == .milliseconds(99_100))
        #expect(bucket.wait(for: 1000, at: .zero) == .seconds(100))
        #expect(bucket.wait(for: 1, at: .milliseconds(99_100)) == nil)
    }

    @Test("a clock that goes back gives nothing, and takes nothing that was there")
    func clockBack() {
        var bucket = TokenBucket(rate: 10, burstSeconds: 1, now: .seconds(100))
        bucket.take(10, at: .seconds(100))
        #expect(bucket.wait(for: 1, at: .seconds(50)) != nil)
        bucket.take(0, at: .seconds(50))
        #expect(bucket.wait(for: 1, at: .seconds(100)) == .milliseconds(100))
        #expect(bucket.wait(for: 10, at: .seconds(101)) == nil)
        #expect(bucket.wait(for: 1, at: .seconds(10)) == nil, "what is there stays there")
    }

    @Test("another rate keeps the debt, and never makes more than its burst of what is there")
    func change() {
        var bucket = TokenBucket(rate: 100, burstSeconds: 2, now: .zero)
        bucket.change(rate: 10, burstSeconds: 2, at: .zero)
        #expect(bucket.wait(for: 20, at: .zero) == nil)
        bucket.take(20, at: .zero)
        #expect(bucket.wait(for: 1, at: .zero) == .milliseconds(100))
        bucket.take(30, at: .zero)
        bucket.change(rate: 1000, burstSeconds: 2, at: .zero)
        #expect(bucket.wait(for: 1, at: .zero) == .milliseconds(31))
        #expect(
            bucket.holds(rate: 1000, burstSeconds: 2) && !bucket.holds(rate: 10, burstSeconds: 2)
        )
    }

    @Test("the largest numbers overflow nothing")
    func extremes() {
        var bucket = TokenBucket(rate: .max, burstSeconds: 3600, now: .zero)
        for second in 0..<1000 { bucket.take(.max, at: .seconds(second)) }
        #expect(bucket.wait(for: .max, at: .seconds(1_000_000_000)) == nil)
        var slow = TokenBucket(rate: 1, burstSeconds: 1, now: .zero)
        for _ in 0..<1000 { slow.take(.max, at: .zero) }
        #expect(slow.wait(for: 1, at: .zero)! > .seconds(1_000_000))
        slow.settle(-.max, at: .zero)
        slow.settle(.min + 1, at: .zero)
        #expect(slow.wait(for: 1, at: .seconds(1)) != nil)
    }
}
