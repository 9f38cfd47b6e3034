import ByteCoding
import LakeModel

/// A record of the log that passes its checksum and yet makes no sense: another version wrote it.
struct UnreadableRecord: Error, CustomStringConvertible {
    let what: String

    var description: String { "a log record's \(what) is not one this version knows" }
}

extension Optional {
    func orUnreadable(_ what: String) throws(UnreadableRecord) -> Wrapped {
        guard let value = self else { throw UnreadableRecord(what: what) }
        return value
    }
}

extension ByteWriter {
    mutating func write(_ id: GenerationID) {
        write(littleEndian: id.epoch)
        write(littleEndian: id.number)
    }

    mutating func write(_ table: TableIdentifier) {
        for name in [table.tenant.name, table.table.name] {
            write(UInt8(name.utf8.count))
            write(contentsOf: name.utf8)
        }
    }
}

extension ByteReader {
    mutating func readGenerationID() throws(ByteReaderError) -> GenerationID {
        let epoch = try read(littleEndian: UInt64.self)
        return GenerationID(epoch: epoch, number: try read(littleEndian: UInt64.self))
    }

    mutating func readTableIdentifier() throws -> TableIdentifier {
        let tenant = try TenantID(readName())
        let table = try TableName(readName())
        return TableIdentifier(tenant: tenant, table: table)
    }

    private mutating func readName() throws(ByteReaderError) -> String {
        let count = try Int(readByte())
        return String(decoding: try read(count: count), as: UTF8.self)
    }
}
