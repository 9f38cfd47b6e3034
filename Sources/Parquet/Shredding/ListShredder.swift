import Columnar
import LakeModel

/// Finds levels and values of a leaf inside lists.
///
/// Holds one entry for every value the chunk will have: its two levels, and the slot of the node
/// that was reached, or none once the way has ended in a null or an empty list. Going down a
/// list, an entry becomes as many as the list has elements: the first keeps the entry's
/// repetition level, the others get the list's. Source: Dremel (VLDB 2010), section 4.1.
final class ListShredder: @unchecked Sendable {
    /// The entry's way has ended.
    private static let none = UInt32.max

    /// The slots that carry a value.
    let slots = Scratch<UInt32>()
    private var entries = Entries()
    private var expanded = Entries()

    /// Bytes of memory held.
    var byteCapacity: Int { slots.byteCapacity + entries.byteCapacity + expanded.byteCapacity }

    /// Appends the levels of some rows.
    ///
    /// - Throws: ``ParquetError`` `rows` when a required field is null.
    func shred(
        _ leaf: LeafColumn,
        of slice: BatchSlice,
        into levels: LevelBuffer
    ) throws(ParquetError) -> ShreddedSlots {
        entries.removeAll()
        for row in slice.rows { entries.append(slot: UInt32(row), definition: 0, repetition: 0) }
        var children = slice.batch.columns
        var reached: Column?
        var listLevel: UInt8 = 0
        for step in leaf.steps {
            guard step.index < children.count else { throw .shape(leaf) }
            let column = children[step.index]
            reached = column
            try passValidity(of: column, isOptional: step.isOptional, leaf)
            switch column.storage {
            case .structure(let below): children = below
            case .list(let offsets, let element):
                listLevel += 1
                try expand(offsets, column.count, elements: element.count, listLevel, leaf)
                children = [element]
            default: children = []
            }
        }
        guard let reached else { throw .shape(leaf) }
        hand(to: levels)
        return ShreddedSlots(column: reached, contiguous: nil)
    }

    /// Ends the way of entries whose slot is null.
    private func passValidity(
        of column: Column,
        isOptional: Bool,
        _ leaf: LeafColumn
    ) throws(ParquetError) {
        guard isOptional || column.validity != nil else { return }
        for index in 0..<entries.count {
            let slot = entries.slots[index]
            guard slot != Self.none else { continue }
            guard Int(slot) < column.count, column.validity?.count ?? .max > Int(slot) else {
                throw .shape(leaf)
            }
            if column.isValid(Int(slot)) {
                if isOptional { unsafe entries.definitions.base[index] += 1 }
            } else if isOptional {
                unsafe entries.slots.base[index] = Self.none
            } else {
                throw ParquetError(.rows, "\(column.field.name) is required and null")
            }
        }
    }

    /// Replaces every entry by its list's elements.
    private func expand(
        _ offsets: ColumnBuffer<UInt32>,
        _ count: Int,
        elements: Int,
        _ listLevel: UInt8,
        _ leaf: LeafColumn
    ) throws(ParquetError) {
        expanded.removeAll()
        for index in 0..<entries.count {
            let slot = entries.slots[index]
            let definition = entries.definitions[index]
            let repetition = entries.repetitions[index]
            guard slot != Self.none else {
                expanded.append(slot: slot, definition: definition, repetition: repetition)
                continue
            }
            guard let range = offsets.bounds(Int(slot)..<Int(slot) + 1),
                Int(slot) < count, range.upperBound <= elements
            else { throw .shape(leaf) }
            guard !range.isEmpty else {
                expanded.append(slot: Self.none, definition: definition, repetition: repetition)
                continue
            }
            for element in range {
                expanded.append(
                    slot: UInt32(element),
                    definition: definition + 1,
                    repetition: element == range.lowerBound ? repetition : listLevel
                )
            }
        }
        swap(&entries, &expanded)
    }

    private func hand(to levels: LevelBuffer) {
        unsafe levels.definition.append(entries.definitions.base, count: entries.count)
        unsafe levels.repetition.append(entries.repetitions.base, count: entries.count)
        slots.removeAll()
        for index in 0..<entries.count where entries.slots[index] != Self.none {
            slots.append(entries.slots[index])
        }
        levels.didAppend(entries.count, areFull: slots.count == entries.count)
    }

    /// Slots and levels, an element each for every entry.
    private struct Entries {
        let slots = Scratch<UInt32>()
        let definitions = Scratch<UInt8>()
        let repetitions = Scratch<UInt8>()

        var count: Int { slots.count }
        var byteCapacity: Int {
            slots.byteCapacity + definitions.byteCapacity + repetitions.byteCapacity
        }

        func append(slot: UInt32, definition: UInt8, repetition: UInt8) {
            slots.append(slot)
            definitions.append(definition)
            repetitions.append(repetition)
        }

        func removeAll() {
            slots.removeAll()
            definitions.removeAll()
            repetitions.removeAll()
        }
    }
}
