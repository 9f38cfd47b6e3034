import ByteCoding
import LakeTesting
import WriteAheadLog

/// A record that a test wrote, to be found again.
struct WrittenRecord: Equatable {
    var range: Range<LogSequenceNumber>
    var kind: UInt8
    var header: [UInt8]
    var body: [UInt8]

    init(_ record: LogRecord) {
        range = record.range
        kind = record.kind
        header = Array(record.header)
        body = Array(record.body)
    }

    init(range: Range<LogSequenceNumber>, kind: UInt8, header: [UInt8], body: [UInt8]) {
        self.range = range
        self.kind = kind
        self.header = header
        self.body = body
    }
}

extension WALSettings {
    /// Segments of six blocks, so that a test rotates often.
    static var small: WALSettings {
        var settings = WALSettings()
        settings.segmentByteCount = 6 * 4096
        settings.backlogBytesMax = 16 << 10
        settings.groupBytesMax = 4 << 10
        settings.bookkeepingReserveBytes = 1 << 10
        return settings
    }
}

extension SegmentedLog {
    /// Opens a log, and collects what it held.
    static func open(
        _ disk: any LogDisk,
        _ settings: WALSettings = .small,
        seed: UInt64 = 1,
        records: inout [WrittenRecord]
    ) throws -> SegmentedLog {
        var generator = SeededGenerator(seed: seed)
        var recovery = try LogRecovery(disk: disk, settings: settings, using: &generator)
        while let record = try recovery.next() { records.append(WrittenRecord(record)) }
        return try recovery.finish()
    }

    /// Opens a log whatever it holds.
    static func open(
        _ disk: any LogDisk,
        _ settings: WALSettings = .small,
        seed: UInt64 = 1
    ) throws -> SegmentedLog {
        var records: [WrittenRecord] = []
        return try open(disk, settings, seed: seed, records: &records)
    }

    /// Appends a record and says what is to be found again.
    mutating func write(
        _ body: [UInt8]?,
        kind: UInt8 = 1,
        header: [UInt8] = []
    ) throws -> WrittenRecord {
        let range = try append(kind: kind, header: header, body: body.map { PaddedBytes($0) })
        return WrittenRecord(range: range, kind: kind, header: header, body: body ?? [])
    }
}

/// The bytes of a body of a given size, different for each number.
func pattern(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number &* 131 &+ ($0 >> 8)) }
}

/// The error that an operation throws, or nil.
func failure(of operation: () throws -> Void) -> WALError.Code? {
    do {
        try operation()
        return nil
    } catch {
        return (error as? WALError)?.code
    }
}
