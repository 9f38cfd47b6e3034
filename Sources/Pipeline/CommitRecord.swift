import ByteCoding

/// Says that all files of a generation are in the lake: sixteen bytes, its id.
struct CommitRecord: Hashable, Sendable {
    let generation: GenerationID

    var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 16)
        writer.write(generation)
        return writer.bytes
    }

    init(generation: GenerationID) {
        self.generation = generation
    }

    init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ByteReader(bytes)
        generation = try reader.readGenerationID()
    }
}
