import Testing

@Suite("Simulation")
struct SimulationTests {
    @Test("in 1,000 days every acknowledged event is in the lake exactly once")
    func thousandDays() throws {
        for seed in 0..<1000 as Range<UInt64> {
            let verdict = try Simulation(seed: seed).run()
            try #require(verdict == nil)
        }
    }

    @Test("a bug planted on purpose is found", arguments: Mistake.allCases)
    func findsPlantedBugs(_ mistake: Mistake) throws {
        var verdict: String?
        for seed in 0..<200 as Range<UInt64> where verdict == nil {
            // A replay that notices by itself refuses to start; wait for what a client would see.
            verdict = try? Simulation(seed: seed, mistake: mistake).run()
        }
        let found = try #require(verdict, "200 days went by without noticing")
        #expect(mistake.consequences.contains { found.contains($0) }, "\(found)")
    }

    @Test("a seed gives the same day again")
    func isDeterministic() throws {
        for seed in 0..<20 as Range<UInt64> {
            let first = Simulation(seed: seed)
            let second = Simulation(seed: seed)
            _ = try first.run()
            _ = try second.run()
            #expect(first.fingerprint == second.fingerprint)
        }
    }
}
