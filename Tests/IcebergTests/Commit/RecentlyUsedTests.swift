import Iceberg
import LakeTesting
import Testing

@Suite("RecentlyUsed")
struct RecentlyUsedTests {
    @Test("keeps the values that were used last, up to its bound")
    func bound() {
        var cache = RecentlyUsed<Int, String>(costMax: 10)
        cache.insert("a", for: 1, cost: 4)
        cache.insert("b", for: 2, cost: 4)
        #expect(cache.value(1) == "a")
        cache.insert("c", for: 3, cost: 4)
        #expect(cache.value(2) == nil)
        #expect(cache.value(1) == "a" && cache.value(3) == "c")
        cache.insert("C", for: 3, cost: 6)
        #expect(cache.value(3) == "C" && cache.value(1) == "a" && cache.cost == 10)
        cache.insert("huge", for: 3, cost: 11)
        #expect(cache.value(3) == nil && cache.count == 1)
        cache.remove(1)
        cache.remove(1)
        #expect(cache.count == 0 && cache.cost == 0)
    }

    @Test("does as a plain list would", arguments: 0..<20 as Range<UInt64>)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var cache = RecentlyUsed<Int, Int>(costMax: 20)
        var model: [(key: Int, value: Int, cost: Int)] = []
        for step in 0..<2000 {
            let key = Int.random(in: 0..<12, using: &random)
            let place = model.firstIndex { $0.key == key }
            switch Int.random(in: 0..<5, using: &random) {
            case 0...2:
                #expect(cache.value(key) == place.map { model[$0].value })
                if let place { model.append(model.remove(at: place)) }
            case 3:
                let cost = Int.random(in: 1..<8, using: &random)
                cache.insert(step, for: key, cost: cost)
                if let place { model.remove(at: place) }
                model.append((key, step, cost))
                while model.reduce(0, { $0 + $1.cost }) > 20 { model.removeFirst() }
            default:
                cache.remove(key)
                if let place { model.remove(at: place) }
            }
            #expect(cache.cost == model.reduce(0) { $0 + $1.cost })
            #expect(cache.count == model.count)
        }
    }
}
