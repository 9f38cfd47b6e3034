import ObjectStorage
import Testing

@Suite("PartLayout")
struct PartLayoutTests {
    private func layout(_ parts: [(number: Int, size: Int)]) -> PartLayout {
        var layout = PartLayout()
        for (number, size) in parts { layout.record(number, layout.place(number, size: size)) }
        return layout
    }

    @Test("parts of one size in any order are the object as they lie")
    func whole() {
        #expect(layout([(1, 8), (2, 8), (3, 5)]).plan() == .whole(size: 21))
        #expect(layout([(2, 8), (3, 5), (1, 8)]).plan() == .whole(size: 21))
        #expect(layout([(1, 0)]).plan() == .whole(size: 0))
        #expect(layout([(1, 8), (2, 0)]).plan() == .whole(size: 8))
        #expect(layout([(1, 8), (1, 3)]).plan() == .whole(size: 3))
    }

    @Test("parts of several sizes, or with gaps, are copied")
    func copied() {
        for parts in [
            [(1, 4), (2, 8)], [(3, 5), (1, 8)], [(1, 8), (3, 8)], [(1, 4), (2, 8), (3, 4)],
        ] {
            guard case .copy(let extents) = layout(parts).plan() else {
                Issue.record("\(parts) is not copied")
                continue
            }
            #expect(extents.map(\.size) == parts.sorted { $0.0 < $1.0 }.map(\.1))
            let large = extents.filter(\.isOverflow)
            #expect(zip(large, large.dropFirst()).allSatisfy { $0.offset + $0.size <= $1.offset })
        }
    }
}
