/// The log's files in its directory, sorted by what they are.
struct DirectoryListing: Sendable {
    /// First positions of the segments, oldest first.
    private(set) var firsts: [LogSequenceNumber] = []
    /// Numbers of the spares.
    private(set) var spares: [UInt64] = []
    /// Names of the spares that were never finished.
    private(set) var unfinished: [String] = []

    /// Lists the directory; names that are none of the log's are left alone.
    init(of disk: any LogDisk) throws(WALError) {
        let names: [String]
        do throws(LogDiskError) { names = try disk.names() } catch { throw error.onOpening }
        for name in names {
            switch SegmentName(name) {
            case .segment(let first): firsts.append(first)
            case .spare(let number): spares.append(number)
            case .unfinished: unfinished.append(name)
            case nil: continue
            }
        }
        firsts.sort()
    }
}
