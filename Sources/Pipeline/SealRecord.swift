import ByteCoding
package import LakeModel

/// Says that a generation takes no more rows, and which files it becomes.
///
/// | bytes | what |
/// |---|---|
/// | 16 | generation: epoch, number |
/// | 1 + n, 1 + n | tenant, table |
/// | varint | number of files, then for each: |
/// | 4, varint | its day since 1970, its rows |
package struct SealRecord: Hashable, Sendable {
    /// One file that the generation becomes.
    package struct File: Hashable, Sendable {
        /// Days since 1970-01-01, of every row's event time.
        package let day: Int32
        package let rowCount: Int

        package init(day: Int32, rowCount: Int) {
            self.day = day
            self.rowCount = rowCount
        }
    }

    package let generation: GenerationID
    package let table: TableIdentifier
    package let files: [File]

    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 128)
        writer.write(generation)
        writer.write(table)
        writer.write(varint: UInt64(files.count))
        for file in files {
            writer.write(littleEndian: file.day)
            writer.write(varint: UInt64(file.rowCount))
        }
        return writer.bytes
    }

    package init(generation: GenerationID, table: TableIdentifier, files: [File]) {
        self.generation = generation
        self.table = table
        self.files = files
    }

    package init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ByteReader(bytes)
        generation = try reader.readGenerationID()
        table = try reader.readTableIdentifier()
        let count = try Int(clamping: reader.readVarint())
        var files: [File] = []
        for _ in 0..<count {
            let day = try Int32(bitPattern: reader.read(littleEndian: UInt32.self))
            files.append(File(day: day, rowCount: try Int(clamping: reader.readVarint())))
        }
        self.files = files
    }
}
