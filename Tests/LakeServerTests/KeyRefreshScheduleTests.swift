import LakeServer
import Testing

@Suite("KeyRefreshSchedule")
struct KeyRefreshScheduleTests {
    private var schedule = KeyRefreshSchedule(refreshInterval: 300, retryInterval: 60, ageMax: 1000)

    @Test("the first token loads the keys, those beside it wait for the same load")
    mutating func first() {
        #expect(schedule.keysWanted(at: 0) == .loadFirst)
        #expect(schedule.keysWanted(at: 0) == .join)
        #expect(schedule.keyMissing(at: 0) == .join)
        schedule.loaded(at: 1)
        #expect(schedule.keysWanted(at: 1) == .use)
    }

    @Test("a failed load is not tried again at once")
    mutating func failure() {
        #expect(schedule.keysWanted(at: 0) == .loadFirst)
        schedule.failed()
        #expect(schedule.keysWanted(at: 59) == .refuse)
        #expect(schedule.keysWanted(at: 60) == .loadFirst)
    }

    @Test("keys that were withdrawn are used no more, and asked for again after a while")
    mutating func withdrawn() {
        _ = schedule.keysWanted(at: 0)
        schedule.loaded(at: 0)
        #expect(schedule.keysWanted(at: 300) == .useAndLoad)
        schedule.withdrawn()
        #expect(!schedule.hasKeys(at: 300))
        #expect(schedule.keysWanted(at: 359) == .refuse)
        #expect(schedule.keysWanted(at: 360) == .loadFirst)
    }

    @Test("old keys are used while new ones are loaded, once")
    mutating func staleWhileRevalidate() {
        _ = schedule.keysWanted(at: 0)
        schedule.loaded(at: 0)
        #expect(schedule.keysWanted(at: 299) == .use)
        #expect(schedule.keysWanted(at: 300) == .useAndLoad)
        #expect(schedule.keysWanted(at: 301) == .use)
        schedule.failed()
        #expect(schedule.keysWanted(at: 359) == .use)
        #expect(schedule.keysWanted(at: 360) == .useAndLoad)
    }

    @Test("keys that cannot be loaded again die at their greatest age")
    mutating func ageMax() {
        _ = schedule.keysWanted(at: 0)
        schedule.loaded(at: 0)
        #expect(schedule.hasKeys(at: 999))
        #expect(!schedule.hasKeys(at: 1000))
        #expect(schedule.keysWanted(at: 1000) == .loadFirst)
    }

    @Test("unknown keys cause one load an interval, however many come")
    mutating func unknownKeys() {
        _ = schedule.keysWanted(at: 0)
        schedule.loaded(at: 0)
        #expect(schedule.keyMissing(at: 59) == .refuse)
        var loads = 0
        for now in Int64(60)..<660 where schedule.keyMissing(at: now) == .loadFirst {
            loads += 1
            schedule.loaded(at: now)
        }
        #expect(loads == 10)
    }

    @Test("a clock that is set back does not keep keys from being loaded")
    mutating func clockSetBack() {
        _ = schedule.keysWanted(at: 1_000_000)
        schedule.loaded(at: 1_000_000)
        #expect(schedule.keysWanted(at: 5) == .useAndLoad)
        schedule.loaded(at: 5)
        #expect(schedule.keysWanted(at: 6) == .use)
    }
}
