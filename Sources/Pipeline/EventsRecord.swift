import ByteCoding
package import LakeModel

/// The header of a request in the log: all that decoding its body again needs.
///
/// | bytes | what |
/// |---|---|
/// | 16 | generation: epoch, number |
/// | 1 | 1 when rejected events went to a generation of `dead_letters`, else 0 |
/// | 16 | that generation, or zeros |
/// | 8 | fingerprint of the schema's file |
/// | 1, 1 | ``IngestRequest/Format``, ``IngestRequest/ContentEncoding`` |
/// | 8 | ingest time, microseconds since 1970 |
/// | 16 | seed of the ids of events that bring none |
/// | 28 | ``DecodeTerms`` |
/// | 1 + n | tenant |
/// | 1 + n | table |
///
/// Integers are little-endian.
package struct EventsRecord: Hashable, Sendable {
    package var generation: GenerationID
    package var deadLetterGeneration: GenerationID?
    package var schemaFingerprint: UInt64
    package var format: IngestRequest.Format
    package var encoding: IngestRequest.ContentEncoding
    package var ingestTimeMicroseconds: Int64
    package var idSeed: IDSeed
    package var terms: DecodeTerms
    package var table: TableIdentifier

    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 100 + 128)
        writer.write(generation)
        writer.write(deadLetterGeneration == nil ? 0 : 1)
        writer.write(deadLetterGeneration ?? GenerationID(epoch: 0, number: 0))
        writer.write(littleEndian: schemaFingerprint)
        writer.write(format.rawValue)
        writer.write(encoding.rawValue)
        writer.write(littleEndian: ingestTimeMicroseconds)
        writer.write(littleEndian: idSeed.high)
        writer.write(littleEndian: idSeed.low)
        terms.write(to: &writer)
        writer.write(table)
        return writer.bytes
    }

    package init(
        generation: GenerationID,
        deadLetterGeneration: GenerationID?,
        schemaFingerprint: UInt64,
        format: IngestRequest.Format,
        encoding: IngestRequest.ContentEncoding,
        ingestTimeMicroseconds: Int64,
        idSeed: IDSeed,
        terms: DecodeTerms,
        table: TableIdentifier
    ) {
        self.generation = generation
        self.deadLetterGeneration = deadLetterGeneration
        self.schemaFingerprint = schemaFingerprint
        self.format = format
        self.encoding = encoding
        self.ingestTimeMicroseconds = ingestTimeMicroseconds
        self.idSeed = idSeed
        self.terms = terms
        self.table = table
    }

    package init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ByteReader(bytes)
        generation = try reader.readGenerationID()
        let hasDeadLetters = try reader.readByte() == 1
        let dead = try reader.readGenerationID()
        deadLetterGeneration = hasDeadLetters ? dead : nil
        schemaFingerprint = try reader.read(littleEndian: UInt64.self)
        format = try .init(rawValue: reader.readByte()).orUnreadable("format")
        encoding = try .init(rawValue: reader.readByte()).orUnreadable("encoding")
        ingestTimeMicroseconds = try Int64(bitPattern: reader.read(littleEndian: UInt64.self))
        let high = try reader.read(littleEndian: UInt64.self)
        let low = try reader.read(littleEndian: UInt64.self)
        idSeed = IDSeed(high: high, low: low)
        terms = try DecodeTerms(from: &reader)
        table = try reader.readTableIdentifier()
    }
}
