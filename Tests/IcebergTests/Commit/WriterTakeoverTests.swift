import Iceberg
import LakeModel
import Testing

@Suite("WriterProgress of a data directory restored from a backup")
struct WriterTakeoverTests {
    @Test("a start goes on in place of one further on in the log that has been silent since")
    func restored() throws {
        let table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        func writer(startedMilliseconds: Int64) -> WriterIdentity {
            WriterIdentity(
                log: 0xAB,
                start: 100,
                epoch: 7,
                startedMilliseconds: startedMilliseconds
            )
        }
        for (start, epoch) in [(101, 8), (100, 8)] as [(UInt64, UInt64)] {
            let other = WriterProgress(
                start: start,
                epoch: epoch,
                timestampMilliseconds: 5,
                names: []
            )
            let properties = [WriterProgress.propertyName(ofLog: 0xAB): other.property]
            let heir = writer(startedMilliseconds: 5)
            #expect(try WriterProgress.check(properties, for: heir, table: table) == other)
            let zombie = writer(startedMilliseconds: 4)
            #expect(throws: CatalogError(.fenced, "")) {
                try WriterProgress.check(properties, for: zombie, table: table)
            }
        }
    }
}
