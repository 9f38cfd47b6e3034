/// How one record lies in a segment.
///
/// | offset | bytes | field                                                                      |
/// |-------:|------:|----------------------------------------------------------------------------|
/// |      0 |     4 | CRC-32C of the log's identity and salt, then of bytes 4 to `length`         |
/// |      4 |     4 | `length`: bytes of the frame from its first to the body's last              |
/// |      8 |     8 | position: where the frame begins in the log                                 |
/// |     16 |     8 | group: where the frames that share this frame's sync begin                  |
/// |     24 |     4 | bytes of the header                                                         |
/// |     28 |     1 | kind, the appender's                                                        |
/// |     29 |     1 | purpose: 0 a record, 1 a mark                                               |
/// |     30 |     2 | zero                                                                        |
/// |     32 |       | header, then body                                                           |
/// |        |   0–7 | zeros, up to a multiple of eight                                            |
///
/// Integers are little-endian. See <doc:FileFormat> for what the fields prove after a crash.
package struct Frame: Sendable, Hashable {
    /// What a frame is there for.
    package enum Purpose: UInt8, Sendable {
        /// It carries an appender's record.
        case record = 0
        /// It carries nothing, and proves by its group that all before it was durable.
        case mark = 1
    }

    /// The bytes before the header.
    package static let fixedByteCount = 32
    /// Frames begin at multiples of eight, so that a search for frames need not try every byte.
    package static let alignment = 8
    /// The checksum's own bytes, which it cannot cover.
    package static let checksumByteCount = 4
    /// The limit of the length field.
    package static let lengthMax = Int(UInt32.max)

    /// Where the frame begins in the log.
    package var position: LogSequenceNumber
    /// Where the frames that share this frame's sync begin: all before it was durable when this
    /// frame was written.
    package var group: LogSequenceNumber
    /// What the frame is there for.
    package var purpose: Purpose
    /// What the record is, as the appender said.
    package var kind: UInt8
    /// Bytes of the appender's header.
    package var headerCount: Int
    /// Bytes of the appender's body.
    package var bodyCount: Int

    /// Bytes from the frame's first to the body's last.
    package var length: Int { Self.fixedByteCount + headerCount + bodyCount }
    /// Bytes to the next frame.
    package var paddedCount: Int { Self.paddedCount(header: headerCount, body: bodyCount) }
    /// Where the next frame begins.
    package var end: LogSequenceNumber { position.advanced(by: paddedCount) }

    /// The bytes that a record takes in the log.
    package static func paddedCount(header: Int, body: Int) -> Int {
        (fixedByteCount + header + body + alignment - 1) & ~(alignment - 1)
    }
}
