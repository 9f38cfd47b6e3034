import ByteCoding

/// Says that all files of a generation are in its table: sixteen bytes, its id.
package struct CommitRecord: Hashable, Sendable {
    package let generation: GenerationID

    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 16)
        writer.write(generation)
        return writer.bytes
    }

    package init(generation: GenerationID) {
        self.generation = generation
    }

    package init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ByteReader(bytes)
        generation = try reader.readGenerationID()
    }
}
