/// Reads an object container; see ``ObjectContainerWriter`` for its layout.
///
/// One block is decompressed at a time, and all of them to a limit, so that a small file cannot take
/// much memory. Source: Avro specification, "Object Container Files".
package struct ObjectContainer: Sendable {
    /// What every file begins with: `Obj` and the version.
    static let magic: [UInt8] = [0x4F, 0x62, 0x6A, 0x01]

    /// The most that all blocks of a file may hold decompressed.
    ///
    /// Writers end a manifest at 8 MB, compressed or not, and it rarely shrinks to less than a
    /// twentieth.
    package static let decodedBytesMax = 256 << 20

    private static let syncMarkerLength = 16

    /// What the header says, `avro.schema` and `avro.codec` among it.
    package let metadata: [String: [UInt8]]
    /// What the objects are.
    package let schema: AvroSchema

    private let bytes: [UInt8]
    private var reader: AvroReader
    private let codec: AvroCodec
    private let syncMarker: ArraySlice<UInt8>
    private var decodedBytesLeft: Int

    /// Reads the header.
    package init(
        _ bytes: [UInt8],
        decodedBytesMax: Int = ObjectContainer.decodedBytesMax
    ) throws(AvroError) {
        self.bytes = bytes
        decodedBytesLeft = decodedBytesMax
        guard bytes.starts(with: Self.magic) else { throw AvroError("not an Avro file") }
        var reader = AvroReader(bytes, Self.magic.count..<bytes.count)
        var metadata: [String: [UInt8]] = [:]
        while let count = try reader.blockCount() {
            for _ in 0..<count {
                guard let key = try reader.string(.string), let value = try reader.bytes(.bytes)
                else { throw AvroError("a header without keys") }
                metadata[key] = value
            }
        }
        syncMarker = reader.slice(try reader.take(Int64(Self.syncMarkerLength)))
        self.reader = reader
        self.metadata = metadata
        codec = try Self.codec(metadata["avro.codec"])
        guard let json = metadata["avro.schema"] else { throw AvroError("avro.schema is missing") }
        schema = try AvroSchemaParser.schema(json)
    }

    /// The text that the header has under `key`.
    package func text(_ key: String) -> String? {
        metadata[key].flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Gives every object to `body`, in the order of the file.
    ///
    /// - Parameter body: Must take exactly one object.
    /// - Throws: ``AvroError`` when the file is not whole, or `body` throws.
    package mutating func forEach(
        _ body: (inout AvroReader) throws(AvroError) -> Void
    ) throws(AvroError) {
        while reader.remaining > 0 {
            let count = try reader.varint()
            let block = try reader.take(try reader.varint())
            let marker = try reader.take(Int64(Self.syncMarkerLength))
            guard reader.slice(marker) == syncMarker else {
                throw AvroError("a block that does not end with the sync marker")
            }
            var objects = try decoded(block)
            guard count >= 0, count <= Int64(objects.remaining) else {
                throw AvroError("a block of \(objects.remaining) bytes for \(count) objects")
            }
            for _ in 0..<count { try body(&objects) }
            guard objects.remaining == 0 else {
                throw AvroError("\(objects.remaining) bytes follow the objects of a block")
            }
        }
    }

    private mutating func decoded(_ block: Range<Int>) throws(AvroError) -> AvroReader {
        guard codec == .deflate else { return AvroReader(bytes, block) }
        let decoded = try Deflate.decompress(bytes[block], bytesMax: decodedBytesLeft)
        decodedBytesLeft -= decoded.count
        return AvroReader(decoded, 0..<decoded.count)
    }

    private static func codec(_ name: [UInt8]?) throws(AvroError) -> AvroCodec {
        guard let name else { return .null }
        let text = String(decoding: name, as: UTF8.self)
        guard let codec = AvroCodec(rawValue: text) else {
            throw AvroError(
                """
                compressed with \(text.debugDescription), and only null and deflate are read; have \
                the writer set write.avro.compression-codec to gzip, and rewrite the manifests
                """
            )
        }
        return codec
    }
}
