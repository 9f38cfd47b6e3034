/// A file that the log writes.
public protocol LogFile: Sendable {
    /// The size of the file, which writing never changes.
    var byteCount: Int { get }

    /// Writes at least one byte of `memory`, and returns how many.
    ///
    /// The log passes whole blocks at whole blocks: `memory`, its count and `offset` are multiples
    /// of 4,096. After a throw, and until ``sync()`` returns, each sector of the place holds what
    /// it held before or what was written.
    func write(_ memory: UnsafeRawBufferPointer, at offset: Int) throws(LogDiskError) -> Int

    /// Makes all writes so far survive a power failure.
    ///
    /// A throw is final: a second call must not be trusted (Linux forgets the pages that it failed
    /// to write).
    func sync() throws(LogDiskError)

    /// Lets go of the file.
    func close()
}
