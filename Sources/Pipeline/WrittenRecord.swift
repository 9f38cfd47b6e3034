import ByteCoding

/// Says that all files of a generation are in the lake, and how large they are.
///
/// A replay then needs its rows no more: what a catalog that is away holds up costs it no memory.
/// Nothing is lost when the record is: its rows are replayed, and the files are found.
///
/// | bytes | what |
/// |---|---|
/// | 16 | generation: epoch, number |
/// | varint | number of files, then for each, in the order of the seal: |
/// | varint | its bytes |
package struct WrittenRecord: Hashable, Sendable {
    package let generation: GenerationID
    package let fileSizes: [Int]

    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 32)
        writer.write(generation)
        writer.write(varint: UInt64(fileSizes.count))
        for size in fileSizes { writer.write(varint: UInt64(size)) }
        return writer.bytes
    }

    package init(generation: GenerationID, fileSizes: [Int]) {
        self.generation = generation
        self.fileSizes = fileSizes
    }

    package init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ByteReader(bytes)
        generation = try reader.readGenerationID()
        let count = try Int(clamping: reader.readVarint())
        var sizes: [Int] = []
        for _ in 0..<count { sizes.append(try Int(clamping: reader.readVarint())) }
        fileSizes = sizes
    }
}
