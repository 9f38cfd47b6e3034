import ArgumentParser
import Foundation
import Parquet
import WriteAheadLog

/// `lakewriter inspect`: what is in a file of the lake, in a manifest, or in a segment of the log.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a Parquet file, a manifest, or a log segment.",
        discussion: "Reads only. A damaged log segment is listed as far as it can be, and exits 1."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @Argument(help: "A .parquet file, a manifest or manifest list (.avro), or a segment of a log.")
    var file: String

    func run() async throws {
        let bytes: [UInt8]
        do {
            bytes = try [UInt8](Data(contentsOf: URL(filePath: file), options: .alwaysMapped))
        } catch {
            throw InspectionFailure("\(file) cannot be read: \(error.localizedDescription)")
        }
        if bytes.starts(with: "PAR1".utf8) {
            try show(parquet: bytes)
            return
        }
        if bytes.starts(with: [UInt8(ascii: "O"), UInt8(ascii: "b"), UInt8(ascii: "j"), 1]) {
            let listing = try ManifestListing(bytes, path: file)
            if json {
                print(try listing.json)
            } else {
                for line in listing.lines { print(line) }
            }
            return
        }
        guard file.hasSuffix(".wal") else {
            throw InspectionFailure(
                "\(file) is neither a Parquet file, nor a manifest, nor a log segment (*.wal)"
            )
        }
        let segment = SegmentInspector(bytes: bytes)
        if json {
            print(try SegmentReport(segment).json)
        } else {
            for line in segment.lines { print(line) }
        }
        if segment.isDamaged {
            throw InspectionFailure("\(file) is damaged; see the lines marked DAMAGED")
        }
    }
}

extension InspectCommand {
    private func show(parquet bytes: [UInt8]) throws {
        let inspector: FileInspector
        do {
            inspector = try FileInspector(file: bytes)
        } catch {
            throw InspectionFailure("\(file) is not a whole Parquet file: \(error)")
        }
        if json {
            print(try ParquetReport(inspector).json)
        } else {
            for line in ParquetListing(inspector).lines { print(line) }
        }
    }
}

/// Why a file cannot be shown.
struct InspectionFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
