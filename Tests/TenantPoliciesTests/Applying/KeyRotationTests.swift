import TenantPolicies
import Testing

@Suite("KeyRotation")
struct KeyRotationTests {
    private func steps(
        _ keys: [KeyRotation.Key],
        noted: Set<String>? = nil,
        delivered: String? = nil,
        retired: String? = nil
    ) throws -> [KeyRotation.Step] {
        try KeyRotation(keys: keys, noted: noted, delivered: delivered, retired: retired).steps
    }

    private func active(_ id: String) -> KeyRotation.Key { .init(id: id, isActive: true) }
    private func inactive(_ id: String) -> KeyRotation.Key { .init(id: id, isActive: false) }

    @Test("a first key is made, a second one switches the first off, a third removes it")
    func rounds() throws {
        #expect(try steps([]) == [.create])
        #expect(try steps([active("A")]) == [.create, .deactivate(id: "A")])
        #expect(
            try steps([inactive("A"), active("B")], delivered: "B") == [
                .delete(id: "A", reason: .superseded), .create, .deactivate(id: "B"),
            ]
        )
        #expect(try steps([inactive("A")]) == [.delete(id: "A", reason: .superseded), .create])
    }

    @Test("a rotation that broke off before its key was kept throws that key away")
    func lost() throws {
        #expect(
            try steps([active("A"), active("B")], noted: ["A"], delivered: "A") == [
                .delete(id: "B", reason: .lost), .create, .deactivate(id: "A"),
            ]
        )
        #expect(try steps([active("B")], noted: []) == [.delete(id: "B", reason: .lost), .create])
        #expect(try steps([active("A")], noted: ["A"]) == [.create, .deactivate(id: "A")])
    }

    @Test("a rotation that broke off behind the handing over makes no third key")
    func resumed() throws {
        #expect(
            try steps([active("A"), active("B")], noted: ["A"], delivered: "B")
                == [.deactivate(id: "A")]
        )
        #expect(try steps([inactive("A"), active("B")], noted: ["A"], delivered: "B") == [])
    }

    @Test("of two keys that work none is given up by a guess")
    func ambiguous() throws {
        let both = [active("A"), active("B")]
        #expect(throws: PolicyApplyingError.self) { try steps(both) }
        #expect(throws: PolicyApplyingError.self) { try steps(both, delivered: "B") }
        #expect(
            try steps(both, retired: "A") == [
                .delete(id: "A", reason: .retired), .create, .deactivate(id: "B"),
            ]
        )
        #expect(throws: PolicyApplyingError.self) { try steps(both, retired: "C") }
    }

    @Test("never are there more than two keys, wherever it breaks off")
    func bounded() throws {
        // All states of up to two keys, all notes and files about them; a simulated rotation that
        // is cut off behind each of its steps, and begun again.
        for count in 0...2 {
            for states in 0..<(1 << count) {
                let keys = (0..<count).map {
                    KeyRotation.Key(id: "K\($0)", isActive: states >> $0 & 1 == 1)
                }
                for cut in 0..<6 { try run(keys, cut: cut) }
            }
        }
    }

    private func run(_ keys: [KeyRotation.Key], cut: Int) throws {
        var keys = keys
        var noted: Set<String>?
        var delivered = keys.first(where: \.isActive)?.id
        var made = 0
        let working = keys.filter(\.isActive)
        guard working.count < 2 else { return }
        for round in 0..<2 {
            let plan = try steps(keys, noted: noted, delivered: delivered)
            if noted == nil { noted = Set(keys.map(\.id)) }
            var left = round == 0 ? cut : .max
            for step in plan {
                guard left > 0 else { break }
                left -= 1
                switch step {
                case .delete(let id, _): keys.removeAll { $0.id == id }
                case .deactivate(let id):
                    keys = keys.map { $0.id == id ? inactive(id) : $0 }
                case .create:
                    made += 1
                    keys.append(active("N\(made)"))
                    #expect(keys.count <= 2)
                    // Cut off between the service's answer and the file.
                    guard left > 0 else { continue }
                    delivered = "N\(made)"
                }
            }
        }
        let last = keys.filter(\.isActive).map(\.id)
        #expect(last == [delivered ?? ""], "\(keys) cut at \(cut)")
        #expect(last.first?.hasPrefix("N") == true)
    }
}
