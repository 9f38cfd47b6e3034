import ByteCoding
import LakeModel

/// What several records of the log have in common, written.
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
