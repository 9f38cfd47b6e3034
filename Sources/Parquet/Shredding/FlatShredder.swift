import Columnar
import LakeModel

/// Finds levels and values of a leaf outside lists, 64 slots at a time.
///
/// A slot of the leaf is the row itself. On the way from the root, a word says which slots are
/// still there; every optional node takes away those where it is null and counts one level for
/// the rest. Source: Dremel (VLDB 2010), section 4.1.
final class FlatShredder: @unchecked Sendable {
    /// The slots that carry a value, unless all do.
    let slots = Scratch<UInt32>()
    private let alive = Scratch<UInt64>()

    /// Bytes of memory held.
    var byteCapacity: Int { slots.byteCapacity + alive.byteCapacity }

    /// Appends the levels of some rows.
    ///
    /// - Throws: ``ParquetError`` `rows` when a required field is null.
    func shred(
        _ leaf: LeafColumn,
        of slice: BatchSlice,
        into levels: LevelBuffer
    ) throws(ParquetError) -> ShreddedSlots {
        let rows = slice.rows
        let nodes = try Self.nodes(leaf, of: slice.batch)
        guard let column = nodes.last?.column else { throw .shape(leaf) }
        let levelMax = UInt8(leaf.definitionLevelMax)
        guard nodes.contains(where: { $0.column.validity != nil }) else {
            if levelMax > 0 { levels.definition.append(repeating: levelMax, count: rows.count) }
            levels.didAppend(rows.count, areFull: true)
            return ShreddedSlots(column: column, contiguous: rows)
        }
        let first = levels.definition.count
        if levelMax > 0 { levels.definition.append(repeating: 0, count: rows.count) }
        fillAlive(rows.count)
        for node in nodes {
            guard let validity = node.column.validity else {
                if node.isOptional { raise(levels.definition, from: first, rows.count) }
                continue
            }
            let before = aliveCount
            keep(validity, rows)
            if node.isOptional {
                raise(levels.definition, from: first, rows.count)
            } else if aliveCount < before {
                throw ParquetError(.rows, "\(node.column.field.name) is required and null")
            }
        }
        let present = aliveCount
        levels.didAppend(rows.count, areFull: present == rows.count)
        if present == rows.count { return ShreddedSlots(column: column, contiguous: rows) }
        listSlots(from: rows.lowerBound, present: present)
        return ShreddedSlots(column: column, contiguous: nil)
    }

    private typealias Node = (column: Column, isOptional: Bool)

    private static func nodes(
        _ leaf: LeafColumn,
        of batch: RecordBatch
    ) throws(ParquetError) -> [Node] {
        var nodes: [Node] = []
        var children = batch.columns
        for step in leaf.steps {
            guard step.index < children.count else { throw .shape(leaf) }
            let column = children[step.index]
            guard column.count == batch.rowCount else { throw .shape(leaf) }
            if let validity = column.validity, validity.count < column.count { throw .shape(leaf) }
            nodes.append((column, step.isOptional))
            if case .structure(let below) = column.storage {
                children = below
            } else {
                children = []
            }
        }
        return nodes
    }

    private var aliveCount: Int {
        unsafe UnsafeBufferPointer(start: alive.base, count: alive.count)
            .reduce(0) { $0 + $1.nonzeroBitCount }
    }

    private func fillAlive(_ count: Int) {
        alive.removeAll()
        alive.append(repeating: ~0, count: count / 64)
        if count % 64 > 0 { alive.append((1 << UInt64(count % 64)) - 1) }
    }

    /// Takes away the slots that are not valid; the bitmap's words may lie across ours.
    private func keep(_ validity: ValidityBitmap, _ rows: Range<Int>) {
        let alive = unsafe self.alive.base
        let shift = UInt64(rows.lowerBound & 63)
        let words = validity.words
        for index in 0..<self.alive.count {
            let word = (rows.lowerBound >> 6) + index
            var bits = words[word] >> shift
            if shift > 0, word + 1 < words.count { bits |= words[word + 1] << (64 - shift) }
            unsafe alive[index] &= bits
        }
    }

    /// Adds one to the level of every slot that is still there.
    private func raise(_ levels: Scratch<UInt8>, from first: Int, _ count: Int) {
        let levels = unsafe levels.base + first
        for index in 0..<alive.count {
            let bits = alive[index]
            let target = unsafe levels + index * 64
            let slots = min(64, count - index * 64)
            for slot in 0..<slots {
                unsafe target[slot] &+= UInt8(truncatingIfNeeded: bits &>> UInt64(slot)) & 1
            }
        }
    }

    private func listSlots(from first: Int, present: Int) {
        slots.removeAll()
        slots.reserve(present)
        let target = unsafe slots.base
        var written = 0
        for index in 0..<alive.count {
            var bits = alive[index]
            let base = UInt32(first + index * 64)
            while bits != 0 {
                unsafe target[written] =
                    base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                written &+= 1
                bits &= bits &- 1
            }
        }
        slots.setCount(written)
    }
}

extension ParquetError {
    /// A batch whose columns are not those of the schema.
    static func shape(_ leaf: LeafColumn) -> ParquetError {
        let path = leaf.path.joined(separator: ".")
        return ParquetError(.rows, "the batch's columns do not fit the schema at \(path)")
    }
}
