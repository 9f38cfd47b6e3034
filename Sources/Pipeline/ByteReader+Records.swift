import ByteCoding
import LakeModel

/// What several records of the log have in common, read.
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
