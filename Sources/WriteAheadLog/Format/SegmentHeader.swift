package import ByteCoding

/// The first block of a segment file: whose log it is part of, and which positions it holds.
///
/// | offset | bytes | field                                                          |
/// |-------:|------:|----------------------------------------------------------------|
/// |      0 |     8 | magic, `LAKEWAL` and a line feed                                |
/// |      8 |     4 | version, 1                                                      |
/// |     12 |     4 | where the first frame begins in the file, 4096                  |
/// |     16 |     8 | identity of the log                                             |
/// |     24 |     8 | salt of the log                                                 |
/// |     32 |     8 | position of the first frame                                     |
/// |     40 |     8 | bytes of the file                                               |
/// |     48 |    12 | zero                                                            |
/// |     60 |     4 | CRC-32C of bytes 0 to 59                                        |
/// |     64 |  4032 | zero                                                            |
///
/// Integers are little-endian. The fields lie in one sector and are synced before the file gets
/// its `.wal` name: under that name a header that cannot be read is damage, never a torn write.
package struct SegmentHeader: Sendable, Hashable {
    /// The file begins with these bytes.
    ///
    /// The line feed shows text-mode damage.
    package static let magic = Array("LAKEWAL\n".utf8)
    /// The version that this code writes, and the only one that it reads.
    package static let version: UInt32 = 1
    /// A whole block, so that the first frame's block is never written together with the header.
    package static let byteCount = Block.byteCount
    private static let checksumOffset = 60

    /// The random number that the log was given when it was made.
    package var identity: UInt64
    /// A second one, which never leaves the log: it makes checksums that no client can foresee.
    package var salt: UInt64
    /// Where the segment begins in the log.
    package var first: LogSequenceNumber
    /// Bytes of the file, this header included.
    package var fileByteCount: Int

    /// The room for frames.
    package var capacity: Int { fileByteCount - Self.byteCount }

    /// What the checksum of each of the log's frames begins with.
    package var seed: CRC32C { Self.seed(identity: identity, salt: salt) }

    /// What the checksum of each frame of such a log begins with.
    package static func seed(identity: UInt64, salt: UInt64) -> CRC32C {
        var writer = ByteWriter(capacity: 16)
        writer.write(littleEndian: identity)
        writer.write(littleEndian: salt)
        return CRC32C(continuing: CRC32C.checksum(of: writer.bytes))
    }

    /// The header's block.
    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.write(contentsOf: Self.magic)
        writer.write(littleEndian: Self.version)
        writer.write(littleEndian: UInt32(Self.byteCount))
        writer.write(littleEndian: identity)
        writer.write(littleEndian: salt)
        writer.write(littleEndian: first.rawValue)
        writer.write(littleEndian: UInt64(fileByteCount))
        writer.write(contentsOf: repeatElement(0, count: Self.checksumOffset - writer.count))
        writer.write(littleEndian: CRC32C.checksum(of: writer.bytes))
        writer.write(contentsOf: repeatElement(0, count: Self.byteCount - writer.count))
        return writer.bytes
    }

    /// Reads the header of a segment file's bytes.
    package static func read(from file: [UInt8]) throws(SegmentDefect) -> SegmentHeader {
        guard file.count >= byteCount else { throw .truncated }
        guard file.starts(with: magic) else { throw .notASegment }
        do {
            var reader = ByteReader(file[magic.count..<(checksumOffset + 4)])
            let version = try reader.read(littleEndian: UInt32.self)
            _ = try reader.read(count: 4)
            let identity: UInt64 = try reader.read()
            let salt: UInt64 = try reader.read()
            let first: UInt64 = try reader.read()
            let fileByteCount: UInt64 = try reader.read()
            _ = try reader.read(count: 12)
            guard try reader.read() == CRC32C.checksum(of: file[..<checksumOffset]) else {
                throw SegmentDefect.checksum
            }
            guard version == Self.version else { throw SegmentDefect.version(version) }
            guard fileByteCount == UInt64(file.count), file.count % Block.byteCount == 0 else {
                throw SegmentDefect.truncated
            }
            guard first <= UInt64.max - fileByteCount else { throw SegmentDefect.checksum }
            return SegmentHeader(
                identity: identity,
                salt: salt,
                first: LogSequenceNumber(first),
                fileByteCount: file.count
            )
        } catch let defect as SegmentDefect {
            throw defect
        } catch {
            throw .truncated
        }
    }
}
