package import ByteCoding

extension Frame {
    /// Writes the fixed part; its first four bytes wait for the checksum.
    package func write(to writer: inout ByteWriter) {
        writer.write(littleEndian: UInt32(0))
        writer.write(littleEndian: UInt32(length))
        writer.write(littleEndian: position.rawValue)
        writer.write(littleEndian: group.rawValue)
        writer.write(littleEndian: UInt32(headerCount))
        writer.write(kind)
        writer.write(purpose.rawValue)
        writer.write(littleEndian: UInt16(0))
    }

    /// Reads the frame that begins at `offset` and checks it against its place and its checksum.
    ///
    /// - Parameters:
    ///   - bytes: a whole segment.
    ///   - offset: where the frame begins in it; a multiple of ``alignment``.
    ///   - position: where that is in the log.
    ///   - seed: the checksum of the log's identity and salt.
    /// - Returns: the frame, whose content lies in `bytes`.
    /// - Throws: why there is no such frame.
    package static func read(
        from bytes: [UInt8],
        at offset: Int,
        position: LogSequenceNumber,
        seed: CRC32C
    ) throws(FrameDefect) -> Frame {
        do {
            let (frame, checksum) = try readFixedPart(from: bytes[offset...])
            guard frame.position == position, frame.group <= position else {
                throw FrameDefect.misplaced
            }
            guard frame.paddedCount <= bytes.count - offset else { throw FrameDefect.overlong }
            var computed = seed
            computed.update(bytes[(offset + checksumByteCount)..<(offset + frame.length)])
            guard computed.value == checksum else { throw FrameDefect.checksum }
            return frame
        } catch let defect as FrameDefect {
            throw defect
        } catch {
            throw .overlong
        }
    }

    private static func readFixedPart(
        from bytes: ArraySlice<UInt8>
    ) throws -> (frame: Frame, checksum: UInt32) {
        guard bytes.count >= fixedByteCount else { throw FrameDefect.overlong }
        guard bytes.prefix(fixedByteCount).contains(where: { $0 != 0 }) else {
            throw FrameDefect.absent
        }
        var reader = ByteReader(bytes)
        let checksum = try reader.read(littleEndian: UInt32.self)
        let length = Int(try reader.read(littleEndian: UInt32.self))
        let position = LogSequenceNumber(try reader.read())
        let group = LogSequenceNumber(try reader.read())
        let headerCount = Int(try reader.read(littleEndian: UInt32.self))
        let kind = try reader.readByte()
        let purpose = Purpose(rawValue: try reader.readByte())
        let zero = try reader.read(littleEndian: UInt16.self)
        guard let purpose, zero == 0, length >= fixedByteCount + headerCount else {
            throw FrameDefect.misplaced
        }
        let frame = Frame(
            position: position,
            group: group,
            purpose: purpose,
            kind: kind,
            headerCount: headerCount,
            bodyCount: length - fixedByteCount - headerCount
        )
        return (frame, checksum)
    }
}
