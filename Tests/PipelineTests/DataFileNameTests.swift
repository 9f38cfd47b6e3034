import ObjectStorage
import LakeModel
import Pipeline
import Testing

@Suite("Names of data files")
struct DataFileNameTests {
    @Test(
        "a day's number becomes its date",
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (-365, "1969-01-01"), (-719_162, "0001-01-01"),
            (58, "1970-02-28"), (59, "1970-03-01"), (364, "1970-12-31"), (365, "1971-01-01"),
            (789, "1972-02-29"), (790, "1972-03-01"), (-25_509, "1900-02-28"),
            (-25_508, "1900-03-01"), (-671, "1968-03-01"), (-672, "1968-02-29"),
            (10_956, "1999-12-31"), (10_957, "2000-01-01"), (11_016, "2000-02-29"),
            (11_017, "2000-03-01"), (20_779, "2026-11-22"), (47_540, "2100-02-28"),
            (47_541, "2100-03-01"), (-135_081, "1600-02-29"), (2_932_896, "9999-12-31"),
        ] as [(Int32, String)]
    )
    func days(number: Int32, date: String) {
        #expect("\(CivilDay(number))" == date)
    }

    @Test("each day follows the one before it, from the year 1600 to 2400")
    func daysFollowEachOther() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var number: Int32 = -135_140  // 1600-01-01
        for year in 1600..<2400 {
            let isLeap =
                year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            for month in 1...12 {
                for day in 1...(lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)) {
                    let found = CivilDay(number)
                    guard found.year == year, found.month == month, found.day == day else {
                        Issue.record("day \(number) is \(found), not \(year)-\(month)-\(day)")
                        return
                    }
                    number += 1
                }
            }
        }
    }

    @Test("a file lies under its table, tenant and day, and is named by log and generation")
    func layout() throws {
        let name = DataFileName(
            logIdentity: 0xAB,
            generation: GenerationID(epoch: .max, number: 31),
            table: TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks")),
            day: 20_779
        )
        let path =
            "clicks/tenantId=acme/dt=2026-11-22/"
            + "00000000000000ab-ffffffffffffffff-000000000000001f.parquet"
        #expect(name.key.path == path)
    }

    @Test("files of other logs, generations and days have other names")
    func namesDiffer() throws {
        let table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        var keys: Set<String> = []
        for log in [1, 16] as [UInt64] {
            for epoch in [1, 16] as [UInt64] {
                for number in [1, 16] as [UInt64] {
                    for day in [0, 1] as [Int32] {
                        let id = GenerationID(epoch: epoch, number: number)
                        keys.insert(
                            DataFileName(logIdentity: log, generation: id, table: table, day: day)
                                .key.path
                        )
                    }
                }
            }
        }
        #expect(keys.count == 16)
    }
}
