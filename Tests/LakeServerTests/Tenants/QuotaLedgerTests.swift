import LakeModel
import LakeServer
import LakeTesting
import Testing

@Suite("QuotaLedger")
struct QuotaLedgerTests {
    private let acme: TenantID
    private let quota = TenantQuota(eventsPerSecond: .atMost(100), burstSeconds: 1)

    init() throws {
        acme = try TenantID("acme")
    }

    private func settle(
        _ ledger: inout QuotaLedger,
        events: Int?,
        charged: Int,
        bytes: Int = 0,
        at now: Duration
    ) {
        ledger.settle(
            acme,
            events: events,
            charged: charged,
            bytes: bytes,
            chargedBytes: bytes,
            now: now
        )
    }

    @Test("a tenant's long run is its rate, whatever its batches, and its neighbours' theirs")
    func longRun() throws {
        var generator = SeededGenerator(seed: 5)
        var ledger = QuotaLedger()
        let quiet = try TenantID("quiet")
        var loudEvents = 0
        var quietRefusals = 0
        for millisecond in 0..<60_000 {
            let now = Duration.milliseconds(millisecond)
            let batch = Int.random(in: 1...20, using: &generator)
            // Ten times its rate and more.
            if case .admitted(let charged) = ledger.judge(acme, quota, bytes: batch * 10, now: now)
            {
                settle(&ledger, events: batch, charged: charged, bytes: batch * 10, at: now)
                loudEvents += batch
            }
            guard millisecond % 20 == 0 else { continue }
            guard case .admitted(let charged) = ledger.judge(quiet, quota, bytes: 10, now: now)
            else {
                quietRefusals += 1
                continue
            }
            ledger.settle(
                quiet,
                events: 1,
                charged: charged,
                bytes: 10,
                chargedBytes: 10,
                now: now
            )
        }
        #expect((6000...6120).contains(loudEvents), "60 s of 100 a second, and a burst of 100")
        #expect(quietRefusals == 0)
    }

    @Test("a small request behind a large one is judged by its own size")
    func sizes() {
        var ledger = QuotaLedger()
        guard case .admitted(let charged) = ledger.judge(acme, quota, bytes: 600, now: .zero)
        else {
            Issue.record("the first is refused")
            return
        }
        #expect(charged == 1, "nothing is known yet")
        settle(&ledger, events: 60, charged: charged, bytes: 600, at: .zero)
        guard case .admitted(let small) = ledger.judge(acme, quota, bytes: 10, now: .zero)
        else {
            Issue.record("39 are left, and one is wanted")
            return
        }
        #expect(small == 1)
        settle(&ledger, events: 1, charged: 1, bytes: 10, at: .zero)
        #expect(
            ledger.judge(acme, quota, bytes: 600, now: .zero)
                == .refused(.events, wait: .milliseconds(210))
        )
    }

    @Test("requests at once do not all slip through before the first is counted")
    func atOnce() {
        var ledger = QuotaLedger()
        guard case .admitted(let charged) = ledger.judge(acme, quota, bytes: 500, now: .zero)
        else {
            Issue.record("the first is refused")
            return
        }
        settle(&ledger, events: 50, charged: charged, bytes: 500, at: .zero)
        let admitted = (0..<100).filter { _ in
            if case .admitted = ledger.judge(acme, quota, bytes: 500, now: .zero) {
                true
            } else {
                false
            }
        }
        #expect(admitted.count == 1)
    }

    @Test("what never came is given back")
    func givenBack() {
        var ledger = QuotaLedger()
        let both = TenantQuota(
            eventsPerSecond: .atMost(10),
            bytesPerSecond: .atMost(1000),
            burstSeconds: 1
        )
        for _ in 0..<1000 {
            guard case .admitted(let charged) = ledger.judge(acme, both, bytes: 1000, now: .zero)
            else {
                Issue.record("what was given back is gone")
                return
            }
            ledger.settle(
                acme,
                events: nil,
                charged: charged,
                bytes: 0,
                chargedBytes: 1000,
                now: .zero
            )
        }
    }

    @Test("a body whose size was not known is paid for afterwards")
    func laterBytes() {
        var ledger = QuotaLedger()
        let bytes = TenantQuota(bytesPerSecond: .atMost(1000), burstSeconds: 1)
        #expect(ledger.judge(acme, bytes, bytes: 0, now: .zero) == .admitted(events: 1))
        ledger.settle(acme, events: 5, charged: 1, bytes: 3000, chargedBytes: 0, now: .zero)
        #expect(
            ledger.judge(acme, bytes, bytes: 0, now: .zero)
                == .refused(.bytes, wait: .milliseconds(2001))
        )
    }

    @Test("a quota that is lifted, lowered or raised counts from the next request on")
    func changes() {
        var ledger = QuotaLedger()
        let one = TenantQuota(eventsPerSecond: .atMost(1), burstSeconds: 1)
        #expect(ledger.judge(acme, one, bytes: 1, now: .zero) == .admitted(events: 1))
        #expect(
            ledger.judge(acme, one, bytes: 1, now: .zero) == .refused(.events, wait: .seconds(1))
        )
        let lifted = TenantQuota(eventsPerSecond: .unlimited)
        #expect(ledger.judge(acme, lifted, bytes: 1, now: .zero) == .admitted(events: 1))
        let ten = TenantQuota(eventsPerSecond: .atMost(10), burstSeconds: 1)
        #expect(ledger.judge(acme, ten, bytes: 1, now: .zero) == .admitted(events: 1))
    }

    @Test("tenants that owe nothing are forgotten, and those that do are not")
    func forgetting() throws {
        var ledger = QuotaLedger()
        let slow = TenantQuota(eventsPerSecond: .atMost(1), burstSeconds: 3600)
        _ = ledger.judge(acme, slow, bytes: 1, now: .zero)
        for _ in 0..<2000 { _ = ledger.judge(acme, slow, bytes: 1, now: .zero) }
        for number in 0..<100_000 {
            let tenant = try TenantID("tenant-\(number)")
            _ = ledger.judge(tenant, quota, bytes: 1, now: .milliseconds(number))
        }
        #expect(ledger.count < 5000)
        guard case .admitted = ledger.judge(acme, slow, bytes: 1, now: .seconds(100)) else {
            Issue.record("the burst is an hour's")
            return
        }
        let oneSecond = TenantQuota(eventsPerSecond: .atMost(1), burstSeconds: 1)
        _ = ledger.judge(acme, oneSecond, bytes: 1, now: .seconds(100))
        #expect(
            ledger.judge(acme, oneSecond, bytes: 1, now: .seconds(100))
                == .refused(.events, wait: .seconds(1))
        )
    }
}
