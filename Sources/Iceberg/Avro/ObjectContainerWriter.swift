/// Writes an object container: a header with metadata and the schema, then blocks of objects.
///
/// | bytes | what |
/// |---|---|
/// | 4 | `Obj` and 1 |
/// | map | metadata, `avro.schema` and `avro.codec` among it |
/// | 16 | the sync marker |
/// | long, long, n, 16 | objects in the block, bytes of the block, the block, the sync marker |
///
/// Equal objects and metadata give equal bytes: the marker is a hash of the header and not random.
/// Nobody looks for it inside a manifest, which is read from its beginning; it only has to tell a
/// block's end from garbage. Source: Avro specification, "Object Container Files".
package struct ObjectContainerWriter: Sendable {
    /// Where a block ends: Avro's own default (`DataFileConstants.DEFAULT_SYNC_INTERVAL`).
    private static let blockSizeBytes = 64_000

    private var file: AvroWriter
    private var block: AvroWriter
    private var blockCount = 0
    private let codec: AvroCodec
    private let syncMarker: [UInt8]

    /// Bytes so far; what waits for its block to be full counts before compression.
    package var byteCount: Int { file.bytes.count + block.bytes.count }

    /// Begins a file.
    package init(schema: [UInt8], metadata: [(key: String, value: [UInt8])], codec: AvroCodec) {
        self.codec = codec
        let all =
            [("avro.schema", schema), ("avro.codec", Array(codec.rawValue.utf8))] + metadata
        file = AvroWriter(capacity: schema.count + 4096)
        block = AvroWriter(capacity: 1024)
        file.raw(ObjectContainer.magic)
        file.array(all) { file, member in
            file.string(member.0)
            file.bytes(member.1)
        }
        syncMarker = Self.marker(of: file.bytes)
        file.raw(syncMarker)
    }

    /// Appends an object, which `body` encodes by the schema.
    package mutating func append(_ body: (inout AvroWriter) -> Void) {
        body(&block)
        blockCount += 1
        if block.bytes.count >= Self.blockSizeBytes { flush() }
    }

    /// Ends the file and answers all of it.
    package mutating func finish() -> [UInt8] {
        flush()
        return file.bytes
    }

    private mutating func flush() {
        guard blockCount > 0 else { return }
        file.integer(blockCount)
        switch codec {
        case .null: file.bytes(block.bytes)
        case .deflate: file.bytes(Deflate.compress(block.bytes))
        }
        file.raw(syncMarker)
        block.removeAll()
        blockCount = 0
    }

    /// FNV-1a over the header, stretched to sixteen bytes by the finalizer of SplitMix64.
    private static func marker(of header: [UInt8]) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in header { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var marker: [UInt8] = []
        for _ in 0..<2 {
            hash &+= 0x9E37_79B9_7F4A_7C15
            var mixed = hash
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                marker.append(UInt8(truncatingIfNeeded: mixed >> shift))
            }
        }
        return marker
    }
}
