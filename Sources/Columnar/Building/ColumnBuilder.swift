import LakeModel

#if canImport(Glibc)
import Glibc
#endif

/// Grows one column's memory, slot by slot, for the decoder only.
///
/// A slot without a value costs nothing when it is met: ``count`` stays behind, and the next
/// value, or the end, fills the gap with nulls. Valid slots cost no bit either: the bitmap
/// reaches to the last null, and behind it everything is valid. No memory is held before the
/// first value. Memory of null slots of fixed width is not written.
///
/// It is plain data without an owner, so that a table of them needs no reference counting;
/// whoever holds the table calls ``release()``. Values are written behind ``prepare(_:)``, which
/// made the room: that is what makes the unchecked stores below sound.
@safe struct ColumnBuilder {
    /// How values are laid out.
    let layout: ColumnLayout
    /// The number of slots that are written; those behind are null so far.
    private(set) var count = 0
    /// The number of bytes behind the last slot's offset, in ``ColumnLayout/bytes``.
    private(set) var dataCount = 0

    private var values: UnsafeMutableRawPointer?
    private var data: UnsafeMutablePointer<UInt8>?
    private var bitmap: UnsafeMutablePointer<UInt64>?
    private var capacity = 0
    private var dataCapacity = 0
    private var bitmapCount = 0
    private var bitmapCapacity = 0

    /// Spare bytes behind the data, so that text is copied in whole vectors.
    private static let slack = 16

    init(_ layout: ColumnLayout) {
        self.layout = layout
        unsafe values = nil
        unsafe data = nil
        unsafe bitmap = nil
    }

    /// Makes `slot` the next one to be written, and room for it; false when it is written already.
    @inline(__always)
    mutating func prepare(_ slot: Int) -> Bool {
        if count == slot && count < capacity { return true }
        return prepareSlowly(slot)
    }

    @inline(never)
    private mutating func prepareSlowly(_ slot: Int) -> Bool {
        guard slot >= count else { return false }
        padNulls(to: slot)
        if slot == capacity { grow(to: slot + 1) }
        return true
    }

    /// Writes the prepared slot of a layout of fixed width.
    @inline(__always)
    mutating func append<Value: BitwiseCopyable>(_ value: Value) {
        assert(MemoryLayout<Value>.size == layout.width && count < capacity)
        unsafe values.unsafelyUnwrapped.storeBytes(
            of: value,
            toByteOffset: count &* MemoryLayout<Value>.size,
            as: Value.self
        )
        count &+= 1
    }

    /// Counts the prepared slot of a structure as written.
    @inline(__always)
    mutating func appendStructure() {
        count &+= 1
    }

    /// The prepared slot is a list that ends in front of element `end`.
    @inline(__always)
    mutating func appendList(end: Int) {
        appendOffset(end)
    }

    /// The prepared slot holds the bytes appended since the last one.
    @inline(__always)
    mutating func appendBytes() {
        appendOffset(dataCount)
    }

    @inline(__always)
    private mutating func appendOffset(_ offset: Int) {
        assert(layout.hasOffsets && count < capacity)
        count &+= 1
        unsafe values.unsafelyUnwrapped.storeBytes(
            of: UInt32(truncatingIfNeeded: offset),
            toByteOffset: count &* 4,
            as: UInt32.self
        )
    }

    /// Where the last written slot ends: the number of elements, or of bytes, before the next.
    var lastOffset: Int {
        @inline(__always) get {
            guard let values = unsafe values else { return 0 }
            return unsafe Int(values.load(fromByteOffset: count &* 4, as: UInt32.self))
        }
    }

    /// The value of the last written slot, under ``ColumnLayout/int64``.
    var lastInt64: Int64 {
        precondition(layout == .int64 && count > 0)
        return unsafe values.unsafelyUnwrapped.load(
            fromByteOffset: (count - 1) * 8,
            as: Int64.self
        )
    }

    /// Appends text up to the first quote, backslash or control byte; returns where that is.
    ///
    /// Copies while it scans. The counters are locals: a store of text might alias them.
    @inline(__always)
    mutating func appendText(_ start: ScanCursor) -> ScanCursor {
        var cursor = start
        var used = dataCount
        while true {
            if used &+ 16 > dataCapacity {
                dataCount = used
                growData(to: used + 16)
            }
            let lanes = cursor.vector
            unsafe UnsafeMutableRawPointer(data.unsafelyUnwrapped).storeBytes(
                of: lanes,
                toByteOffset: used,
                as: SIMD16<UInt8>.self
            )
            let mask = ScanCursor.specials(lanes)
            if mask[0] | mask[1] != 0 {
                let length = ScanCursor.firstLane(mask)
                dataCount = used &+ length
                return cursor + length
            }
            used &+= 16
            cursor += 16
        }
    }

    /// Appends `added` bytes of data.
    mutating func appendData(_ source: ScanCursor, count added: Int) {
        guard added > 0 else { return }
        if dataCount + added > dataCapacity { growData(to: dataCount + added) }
        unsafe source.copy(count: added, to: data.unsafelyUnwrapped + dataCount)
        dataCount += added
    }

    /// Appends one byte of data.
    @inline(__always)
    mutating func appendData(_ byte: UInt8) {
        if dataCount == dataCapacity { growData(to: dataCount + 1) }
        unsafe data.unsafelyUnwrapped[dataCount] = byte
        dataCount &+= 1
    }

    /// Puts the last `length` bytes of data into lower case; they are ASCII.
    mutating func lowercaseData(last length: Int) {
        for index in (dataCount - length)..<dataCount {
            let byte = unsafe data.unsafelyUnwrapped[index]
            if byte &- 0x41 < 26 { unsafe data.unsafelyUnwrapped[index] = byte | 0x20 }
        }
    }

    /// Fills the slots up to `slot` with nulls.
    mutating func padNulls(to slot: Int) {
        guard slot > count else { return }
        if slot > capacity { grow(to: slot) }
        setBits(from: bitmapCount, to: count, isValid: true)
        setBits(from: count, to: slot, isValid: false)
        bitmapCount = slot
        guard layout.hasOffsets else {
            count = slot
            return
        }
        let end = UInt32(truncatingIfNeeded: lastOffset)
        unsafe values.unsafelyUnwrapped.assumingMemoryBound(to: UInt32.self)
            .advanced(by: count + 1).update(repeating: end, count: slot - count)
        count = slot
    }

    /// Forgets the slots from `slot` on, and data that no slot holds.
    mutating func truncate(to slot: Int) {
        count = min(count, slot)
        bitmapCount = min(bitmapCount, count)
        dataCount = layout == .bytes ? lastOffset : 0
    }

    /// Bytes of memory that the builder holds, used or not, and those that nulls behind the last
    /// value take once it is brought to `slots`.
    func byteCount(slots: Int) -> Int {
        let held = capacity * layout.width + dataCapacity + bitmapCapacity * 8
        return layout == .structure
            ? bitmapCapacity * 8
            : held + max(0, slots - capacity) * layout.width
    }

    /// Gives all memory back and is empty again.
    mutating func release() {
        unsafe free(values)
        unsafe free(data)
        unsafe free(bitmap)
        self = ColumnBuilder(layout)
    }
}

extension ColumnBuilder {
    @inline(never)
    private mutating func grow(to wanted: Int) {
        // Most builders of 10,000 quiet tenants hold a row or two.
        let grown = max(wanted, capacity * 2, 4)
        capacity = grown
        guard layout != .structure else { return }
        let isFirst = unsafe values == nil
        let slots = layout.hasOffsets ? grown + 1 : grown
        unsafe values = Self.reallocate(values, slots * layout.width)
        if layout.hasOffsets && isFirst {
            unsafe values.unsafelyUnwrapped.storeBytes(of: 0, as: UInt32.self)
        }
    }

    @inline(never)
    private mutating func growData(to wanted: Int) {
        let grown = max(wanted + Self.slack, dataCapacity * 2, 32)
        unsafe data = Self.reallocate(data, grown).assumingMemoryBound(to: UInt8.self)
        dataCapacity = grown
    }

    private mutating func setBits(from start: Int, to end: Int, isValid: Bool) {
        guard start < end else { return }
        let words = (end + 63) >> 6
        if words > bitmapCapacity {
            let grown = max(words, bitmapCapacity * 2)
            unsafe bitmap = Self.reallocate(bitmap, grown * 8)
                .assumingMemoryBound(to: UInt64.self)
            bitmapCapacity = grown
        }
        var index = start
        while index < end {
            let bit = index & 63
            let run = min(64 - bit, end - index)
            let low: UInt64 = run == 64 ? ~0 : (1 << UInt64(run)) - 1
            let ones = low << UInt64(bit)
            if isValid {
                unsafe bitmap.unsafelyUnwrapped[index >> 6] |= ones
            } else {
                unsafe bitmap.unsafelyUnwrapped[index >> 6] &= ~ones
            }
            index += run
        }
    }

    private static func reallocate(
        _ old: UnsafeMutableRawPointer?,
        _ size: Int
    ) -> UnsafeMutableRawPointer {
        guard let moved = unsafe realloc(old, size) else {
            preconditionFailure("out of memory for \(size) bytes")
        }
        return unsafe moved
    }
}

extension ColumnBuilder {
    /// Hands the memory over as a column of `slots` slots and is empty again; a structure's and a
    /// list's children are given.
    mutating func take(field: Field, slots: Int, children: [Column]) -> Column {
        padNulls(to: slots)
        let validity = takeValidity()
        let storage = takeStorage(children: children)
        release()
        return Column(field: field, count: slots, validity: validity, storage: storage)
    }

    private mutating func takeValidity() -> ValidityBitmap? {
        guard bitmapCount > 0 else { return nil }
        setBits(from: bitmapCount, to: count, isValid: true)
        let wordCount = (count + 63) >> 6
        var words = unsafe Array(UnsafeBufferPointer(start: bitmap, count: wordCount))
        if count & 63 != 0 { words[wordCount - 1] &= (1 << UInt64(count & 63)) - 1 }
        let validity = ValidityBitmap(words: words, count: count)
        return validity.setCount == count ? nil : validity
    }

    private mutating func takeStorage(children: [Column]) -> Column.Storage {
        switch layout {
        case .bytes1: .bytes1(takeValues(count))
        case .int32: .int32(takeValues(count))
        case .int64: .int64(takeValues(count))
        case .int128: .int128(takeValues(count))
        case .double: .double(takeValues(count))
        case .bytes: .bytes(offsets: takeOffsets(), data: takeData())
        case .structure: .structure(children)
        case .list: .list(offsets: takeOffsets(), element: children[0])
        }
    }

    private mutating func takeValues<Value>(_ length: Int) -> ColumnBuffer<Value> {
        guard let base = unsafe values else { return ColumnBuffer(capacity: 0) }
        let room = layout.hasOffsets ? capacity + 1 : capacity
        unsafe values = nil
        return unsafe ColumnBuffer(
            unsafeAdopting: base.assumingMemoryBound(to: Value.self),
            count: length,
            capacity: room
        )
    }

    private mutating func takeOffsets() -> ColumnBuffer<UInt32> {
        unsafe values == nil ? ColumnBuffer([0]) : takeValues(count + 1)
    }

    private mutating func takeData() -> ColumnBuffer<UInt8> {
        guard let base = unsafe data else { return ColumnBuffer(capacity: 0) }
        unsafe data = nil
        return unsafe ColumnBuffer(
            unsafeAdopting: base,
            count: dataCount,
            capacity: dataCapacity
        )
    }
}
