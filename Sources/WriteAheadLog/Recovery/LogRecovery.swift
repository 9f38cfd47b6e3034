/// Reads a log back after a stop or a crash, and makes it ready to go on.
///
///     var recovery = try LogRecovery(disk: disk, settings: settings, using: &generator)
///     while let record = try recovery.next() { … }
///     let log = try WAL(recovery.finish())
///
/// One segment is in memory at a time. Everything is checked again: checksums, positions, that no
/// segment is missing. An end that a crash tore is cut off; damage anywhere else is refused, and
/// nothing on the disk is changed then. <doc:FileFormat> says how the two are told apart.
///
/// It blocks; use it before events are taken, and on no cooperative thread that others wait for.
public struct LogRecovery: ~Copyable {
    /// The random number that the log was given when it was made.
    public let identity: UInt64

    let disk: any LogDisk
    let settings: WALSettings
    let salt: UInt64
    /// First positions of all segments, oldest first.
    let firsts: [LogSequenceNumber]
    let spareNumbers: [UInt64]
    let unusedNames: [String]

    /// The segments that were begun so far.
    var extents: [SegmentExtent] = []
    /// Stands in the newest of them.
    var scanner: FrameScanner?
    /// Where the last intact frame ends.
    var end: LogSequenceNumber
    var endsWithMark = false
    private var isExhausted = false
    /// The newest segment, open for writing and synced.
    var newest: (any LogFile)?

    /// Takes the directory and finds the segments.
    ///
    /// - Parameters:
    ///   - disk: the log's directory.
    ///   - settings: how the log goes on; the segments on disk may have been made with others.
    ///   - generator: gives a new log its identity and salt; an old one has them already.
    /// - Throws: `.locked`, `.unusable`, or `.corrupted` when a header cannot be read.
    public init(
        disk: any LogDisk,
        settings: WALSettings = WALSettings(),
        using generator: inout some RandomNumberGenerator
    ) throws(WALError) {
        do throws(LogDiskError) { try disk.acquire() } catch { throw error.onOpening }
        do throws(WALError) {
            let listing = try DirectoryListing(of: disk)
            var header = SegmentHeader(
                identity: generator.next(),
                salt: generator.next(),
                first: LogSequenceNumber(0),
                fileByteCount: settings.segmentFileByteCount
            )
            if let first = listing.firsts.first {
                // Before anything is believed, what an earlier process left unsynced is made
                // durable: only the newest segment can hold such bytes.
                newest = try Self.open(listing.firsts.last ?? first, on: disk)
                let bytes = try Self.contents(of: first, on: disk)
                header = try Self.header(of: bytes, first: first, log: nil)
                scanner = FrameScanner(bytes: bytes, header: header)
                extents = [SegmentExtent(first: first, capacity: header.capacity)]
            }
            self.disk = disk
            self.settings = settings
            identity = header.identity
            salt = header.salt
            end = header.first
            firsts = listing.firsts
            spareNumbers = listing.spares
            unusedNames = listing.unfinished
        } catch {
            disk.release()
            throw error
        }
    }

    /// Where the oldest kept record begins; a new log begins at zero.
    public var oldest: LogSequenceNumber { firsts.first ?? LogSequenceNumber(0) }

    /// Reads the next record; nil behind the last one.
    ///
    /// - Throws: `.corrupted`, naming file, offset and position; `.unusable` when the disk fails.
    public mutating func next() throws(WALError) -> LogRecord? {
        do throws(WALError) {
            while let frame = try nextFrame() {
                endsWithMark = frame.purpose == .mark
                guard frame.purpose == .record, let scanner else { continue }
                let content = scanner.content(of: frame)
                return LogRecord(
                    range: frame.position..<frame.end,
                    kind: frame.kind,
                    header: content.header,
                    body: content.body
                )
            }
            return nil
        } catch {
            abandon()
            throw error
        }
    }

    /// Reads what is left, cuts off a torn end, and hands over the log.
    ///
    /// - Throws: as ``next()``; `.full` when a new log finds no room for its first segment.
    public consuming func finish() throws(WALError) -> SegmentedLog {
        while try next() != nil {}
        do throws(LogDiskError) {
            return try resume()
        } catch {
            abandon()
            throw error.onOpening
        }
    }

    /// Lets go of the directory without making a log of it.
    public mutating func abandon() {
        newest?.close()
        newest = nil
        disk.release()
    }

    /// Steps over the next intact frame, into the next segment where need be.
    private mutating func nextFrame() throws(WALError) -> Frame? {
        while !isExhausted {
            guard var current = scanner else { return nil }
            let isLast = extents.count == firsts.count
            let segmentEnd = isLast ? nil : firsts[extents.count]
            if let segmentEnd, current.position == segmentEnd {
                scanner = nil  // one segment in memory at a time
                try openSegment(at: segmentEnd)
                continue
            }
            do throws(FrameDefect) {
                let frame = try current.next()
                if let segmentEnd, frame.end > segmentEnd { throw .overlong }
                scanner = current
                end = frame.end
                return frame
            } catch {
                try judge(error, isLast: isLast)
                isExhausted = true
            }
        }
        return nil
    }

    /// Tells damage from a torn end.
    ///
    /// A torn group is the newest segment's last, and no frame behind it can say that it was ever
    /// durable.
    private func judge(
        _ defect: FrameDefect,
        isLast: Bool
    ) throws(WALError) {
        guard let scanner else { preconditionFailure("damage is found by a scanner") }
        guard isLast else {
            throw Corruption(scanner: scanner, defect: defect, proof: .laterSegment).error
        }
        if let frame = scanner.proof(thatDurable: scanner.position) {
            throw Corruption(scanner: scanner, defect: defect, proof: .laterFrame(frame)).error
        }
    }

    private mutating func openSegment(at first: LogSequenceNumber) throws(WALError) {
        let bytes = try Self.contents(of: first, on: disk)
        let header = try Self.header(of: bytes, first: first, log: (identity, salt))
        extents.append(SegmentExtent(first: first, capacity: header.capacity))
        scanner = FrameScanner(bytes: bytes, header: header)
        endsWithMark = false
    }
}
