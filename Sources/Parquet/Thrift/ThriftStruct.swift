/// A structure of `parquet.thrift`, as the compact protocol writes it.
package protocol ThriftStruct {
    /// Reads the structure up to and including its stop byte.
    ///
    /// - Throws: ``ParquetError`` `malformed` when the bytes end early, a length leads past them,
    ///   or a required field is absent. Unknown fields are skipped.
    init(from reader: inout CompactReader) throws(ParquetError)

    /// Writes the structure's fields in the order of their ids; the writer adds the stop byte.
    func writeFields(to writer: inout CompactWriter)
}

extension ThriftStruct {
    /// The structure's bytes on their own.
    package var compactBytes: [UInt8] {
        var writer = CompactWriter()
        writer.write(self)
        return writer.bytes
    }
}
