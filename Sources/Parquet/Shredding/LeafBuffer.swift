import Columnar
import LakeModel

/// The values of a column chunk, nulls left out, one after another.
///
/// Only the buffer that the leaf's ``PhysicalLayout`` names is used; bytes are ``offsets``, of
/// which there is one more than there are values, and ``data``. Copying costs a few percent of
/// what compressing does, and spares every encoder the difference between batches, slices and
/// nulls. One writer owns it, as it does the memory within.
final class LeafBuffer: @unchecked Sendable {
    let booleans = Scratch<UInt8>()
    let int32s = Scratch<Int32>()
    let int64s = Scratch<Int64>()
    let doubles = Scratch<Double>()
    let decimals = Scratch<Int128>()
    let offsets = Scratch<UInt32>()
    let data = Scratch<UInt8>()
    /// The number of values.
    private(set) var count = 0

    /// Bytes of memory held.
    var byteCapacity: Int {
        booleans.byteCapacity + int32s.byteCapacity + int64s.byteCapacity + doubles.byteCapacity
            + decimals.byteCapacity + offsets.byteCapacity + data.byteCapacity
    }

    /// Forgets all values and keeps the memory.
    func removeAll() {
        count = 0
        booleans.removeAll()
        int32s.removeAll()
        int64s.removeAll()
        doubles.removeAll()
        decimals.removeAll()
        data.removeAll()
        offsets.removeAll()
        offsets.append(0)
    }

    /// Appends the values in the given slots, or in those of `list` where none are given.
    ///
    /// - Throws: ``ParquetError`` `rows` when the column's storage does not fit the leaf.
    func append(
        _ shredded: ShreddedSlots,
        list: Scratch<UInt32>,
        of leaf: LeafColumn
    ) throws(ParquetError) {
        let range = shredded.contiguous
        let isCopied =
            switch (leaf.layout, shredded.column.storage) {
            case (.boolean, .bytes1(let values)): gather(values, range, list, into: booleans)
            case (.int32, .int32(let values)): gather(values, range, list, into: int32s)
            case (.int32, .int64(let values)): narrow(values, range, list)
            case (.int64, .int64(let values)): gather(values, range, list, into: int64s)
            case (.double, .double(let values)): gather(values, range, list, into: doubles)
            case (.decimal, .int128(let values)): gather(values, range, list, into: decimals)
            case (.bytes, .bytes(let offsets, let data)):
                try gatherBytes(offsets, data, range, list, of: leaf)
            default: false
            }
        guard isCopied else { throw .shape(leaf) }
        count += range?.count ?? list.count
    }

    private func gather<Element>(
        _ values: ColumnBuffer<Element>,
        _ range: Range<Int>?,
        _ list: Scratch<UInt32>,
        into target: Scratch<Element>
    ) -> Bool {
        unsafe values.withUnsafeBufferPointer { values in
            guard let source = values.baseAddress else { return false }
            if let range {
                guard range.upperBound <= values.count else { return false }
                unsafe target.append(source + range.lowerBound, count: range.count)
                return true
            }
            guard Self.fits(list, values.count) else { return false }
            let room = unsafe target.room(for: list.count)
            let slots = unsafe list.base
            for index in 0..<list.count { unsafe room[index] = source[Int(slots[index])] }
            target.setCount(target.count + list.count)
            return true
        }
    }

    /// Appends decimals of up to nine digits, which lie in 64 bits in memory and 32 in files.
    private func narrow(
        _ values: ColumnBuffer<Int64>,
        _ range: Range<Int>?,
        _ list: Scratch<UInt32>
    ) -> Bool {
        let first = int64s.count
        guard gather(values, range, list, into: int64s) else { return false }
        for index in first..<int64s.count {
            guard let narrowed = Int32(exactly: int64s[index]) else { return false }
            int32s.append(narrowed)
        }
        int64s.setCount(first)
        return true
    }

    private func gatherBytes(
        _ source: ColumnBuffer<UInt32>,
        _ bytes: ColumnBuffer<UInt8>,
        _ range: Range<Int>?,
        _ list: Scratch<UInt32>,
        of leaf: LeafColumn
    ) throws(ParquetError) -> Bool {
        if let range {
            guard let taken = source.bounds(range) else { return false }
            return try copy(taken, of: bytes, leaf) { first, end in
                unsafe appendOffsets(source, range, first &- UInt32(taken.lowerBound), end)
            }
        }
        // Null slots are empty, so the bytes between two values are usually none: one copy.
        var index = 0
        while index < list.count {
            guard let start = source.bounds(Int(list[index])..<Int(list[index]) + 1) else {
                return false
            }
            var run = start
            let firstIndex = index
            index += 1
            while index < list.count,
                let next = source.bounds(Int(list[index])..<Int(list[index]) + 1),
                next.lowerBound == run.upperBound
            {
                run = run.lowerBound..<next.upperBound
                index += 1
            }
            let isCopied = try copy(run, of: bytes, leaf) { first, end in
                for place in firstIndex..<index {
                    let next = source[Int(list[place]) + 1] &- UInt32(run.lowerBound) &+ first
                    guard next <= end else { return false }
                    offsets.append(next)
                }
                return true
            }
            guard isCopied else { return false }
        }
        return true
    }

    /// Appends where each slot's bytes end, moved by `shift`; they may neither fall nor pass `end`.
    @unsafe private func appendOffsets(
        _ source: ColumnBuffer<UInt32>,
        _ range: Range<Int>,
        _ shift: UInt32,
        _ end: UInt32
    ) -> Bool {
        unsafe source.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return range.isEmpty }
            let target = unsafe offsets.room(for: range.count)
            var previous = offsets[offsets.count - 1]
            var isOrdered = true
            for index in 0..<range.count {
                let next = unsafe source[range.lowerBound &+ index &+ 1] &+ shift
                isOrdered = isOrdered && next >= previous && next <= end
                unsafe target[index] = next
                previous = next
            }
            offsets.setCount(offsets.count + range.count)
            return isOrdered
        }
    }

    /// Appends some bytes, and lets `appendOffsets` append where values between the first and the
    /// last of them end.
    private func copy(
        _ taken: Range<Int>,
        of bytes: ColumnBuffer<UInt8>,
        _ leaf: LeafColumn,
        _ appendOffsets: (_ first: UInt32, _ end: UInt32) -> Bool
    ) throws(ParquetError) -> Bool {
        guard taken.upperBound <= bytes.count else { return false }
        let first = data.count
        guard let end = UInt32(exactly: first + taken.count) else {
            throw ParquetError(.rows, "\(leaf.field.name) has over 4 GiB in a row group")
        }
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            unsafe data.append(source + taken.lowerBound, count: taken.count)
        }
        return appendOffsets(UInt32(first), end)
    }

    private static func fits(_ list: Scratch<UInt32>, _ count: Int) -> Bool {
        // Slots ascend.
        list.count == 0 || Int(list[list.count - 1]) < count
    }
}
