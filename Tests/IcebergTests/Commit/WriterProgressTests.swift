import Iceberg
import LakeModel
import Testing

@Suite("WriterProgress")
struct WriterProgressTests {
    private let table: TableIdentifier
    private let writer = WriterIdentity(log: 0xAB, start: 100, epoch: 7)

    init() throws {
        table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
    }

    private func properties(start: UInt64, epoch: UInt64) -> [String: String] {
        let progress = WriterProgress(
            start: start,
            epoch: epoch,
            timestampMilliseconds: 5,
            names: ["7-0", "7-1"]
        )
        return [WriterProgress.propertyName(ofLog: writer.log): progress.property]
    }

    @Test("is a property of the table, and reads back")
    func roundTrip() throws {
        let properties = properties(start: 90, epoch: 0xFF)
        #expect(properties == ["lakewriter.log.00000000000000ab": "90:ff:5:7-0,7-1"])
        let read = try WriterProgress.check(properties, for: writer, table: table)
        #expect(read?.names == ["7-0", "7-1"])
        #expect(read?.start == 90 && read?.epoch == 0xFF && read?.timestampMilliseconds == 5)
        let empty = WriterProgress(start: 1, epoch: 2, timestampMilliseconds: 3, names: [])
        #expect(WriterProgress(property: empty.property) == empty)
        #expect(try WriterProgress.check([:], for: writer, table: table) == nil)
    }

    @Test("lets the start that stands furthest behind in the log go on, and no other")
    func fence() throws {
        for (start, epoch) in [(101, 8), (101, 7), (UInt64.max, 1)] as [(UInt64, UInt64)] {
            let properties = properties(start: start, epoch: epoch)
            #expect(throws: CatalogError(.fenced, "")) {
                try WriterProgress.check(properties, for: writer, table: table)
            }
        }
        for (start, epoch) in [(100, 7), (99, 8), (0, 0)] as [(UInt64, UInt64)] {
            let properties = properties(start: start, epoch: epoch)
            #expect(try WriterProgress.check(properties, for: writer, table: table) != nil)
        }
    }

    @Test("of two copies of a log that start at one position, the second one to commit stops")
    func copies() throws {
        let properties = properties(start: 100, epoch: 8)
        #expect(throws: CatalogError(.fenced, "")) {
            try WriterProgress.check(properties, for: writer, table: table)
        }
    }

    @Test("does not take what others wrote under its name for its own")
    func overwritten() throws {
        let name = WriterProgress.propertyName(ofLog: writer.log)
        for value in ["", "1", "1:2:3", "-1:2:3:", "1:g:3:", "1:2:x:", "1:2:3:a:b"] {
            #expect(throws: CatalogError(.corrupt, "")) {
                try WriterProgress.check([name: value], for: writer, table: table)
            }
        }
    }

    @Test("is kept of 32 logs: those that committed last")
    func outdated() throws {
        var properties = ["write.format.default": "parquet"]
        for log in UInt64(0)..<40 {
            let progress = WriterProgress(
                start: 1,
                epoch: 1,
                timestampMilliseconds: Int64(1000 - log),
                names: []
            )
            properties[WriterProgress.propertyName(ofLog: log)] = progress.property
        }
        let oldest = (UInt64(32)..<40).map(WriterProgress.propertyName)
        let byAnother = WriterProgress.outdated(in: properties, besides: 99)
        #expect(Set(byAnother) == Set(oldest + [WriterProgress.propertyName(ofLog: 31)]))
        let byOneOfThem = WriterProgress.outdated(in: properties, besides: 39)
        #expect(
            Set(byOneOfThem) == Set(oldest.dropLast() + [WriterProgress.propertyName(ofLog: 31)])
        )
        #expect(!byOneOfThem.contains("write.format.default"))
        for name in byAnother { properties[name] = nil }
        #expect(WriterProgress.outdated(in: properties, besides: 99).isEmpty)
    }
}
