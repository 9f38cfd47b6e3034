/// The directory that a log lives in: all that the log asks of a file system.
///
/// ``DirectoryDisk`` is the real one. A test puts a simulated one in its place, which loses what a
/// power failure may lose. Every call may block; the log makes them on its own thread.
public protocol LogDisk: Sendable {
    /// Takes the directory for this process alone, until ``release()``.
    ///
    /// - Throws: `.locked` when another holds it.
    func acquire() throws(LogDiskError)

    /// Lets another take the directory.
    func release()

    /// The names of the files in the directory, in no order.
    func names() throws(LogDiskError) -> [String]

    /// All bytes of a file.
    func contents(of name: String) throws(LogDiskError) -> [UInt8]

    /// Creates a file of `byteCount` bytes with its room reserved; reading it gives zeros.
    ///
    /// - Throws: `.noSpace` when there is no room; no file is left behind then.
    func create(_ name: String, byteCount: Int) throws(LogDiskError) -> any LogFile

    /// Opens a file for writing, after making durable what an earlier process wrote to it.
    func open(_ name: String) throws(LogDiskError) -> any LogFile

    /// Gives a file another name.
    ///
    /// Durable only after ``syncDirectory()``.
    func rename(_ name: String, to newName: String) throws(LogDiskError)

    /// Removes a file.
    ///
    /// Durable only after ``syncDirectory()``.
    func remove(_ name: String) throws(LogDiskError)

    /// Makes every creation, renaming and removal so far survive a power failure.
    func syncDirectory() throws(LogDiskError)
}
