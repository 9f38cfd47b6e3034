extension Scratch where Element == UInt8 {
    /// Appends a copy of memory.
    @unsafe func append(raw memory: UnsafeRawPointer, count more: Int) {
        guard more > 0 else { return }
        unsafe UnsafeMutableRawPointer(room(for: more)).copyMemory(from: memory, byteCount: more)
        setCount(count + more)
    }

    /// Appends bytes.
    func append(contentsOf bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let memory = bytes.baseAddress else { return }
            unsafe append(raw: memory, count: bytes.count)
        }
    }

    /// Appends an unsigned LEB128 varint.
    func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends the varint of an integer's zigzag form.
    func append(zigzag value: Int64) {
        append(varint: UInt64(bitPattern: (value &<< 1) ^ (value &>> 63)))
    }

    /// Appends four bytes, least significant first.
    func append(littleEndian value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Overwrites four bytes at `offset`, least significant first.
    func patch(littleEndian value: UInt32, at offset: Int) {
        precondition(offset >= 0 && offset + 4 <= count, "a patch lies inside what is written")
        unsafe UnsafeMutableRawPointer(base + offset)
            .storeBytes(of: value.littleEndian, as: UInt32.self)
    }
}
