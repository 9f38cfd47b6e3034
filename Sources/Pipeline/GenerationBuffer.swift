import Columnar
import Iceberg
import LakeModel

/// The rows of one generation, in memory.
///
/// While it is open, every request that decodes into it checks a source of rows out and in again,
/// so that requests of one table run in parallel: there are as many sources as ever ran at once.
struct GenerationBuffer {
    /// What the rows are; requests with another version of the schema use another generation.
    let schema: TableSchema
    /// Sources at rest.
    private var idle: [RowSource] = []
    /// The rows by day, once the generation is sealed.
    var days: [DayRows] = []
    /// The files that are in the lake: a try that failed is gone on with behind them.
    var files: [DataFile] = []

    init(schema: TableSchema) {
        self.schema = schema
    }

    mutating func checkOut(makeNew: () -> RowSource) -> RowSource {
        idle.popLast() ?? makeNew()
    }

    mutating func checkIn(_ source: RowSource) {
        idle.append(source)
    }

    /// Takes the sources out, for good: the generation is being sealed.
    mutating func takeSources() -> [RowSource] {
        defer { idle = [] }
        return idle
    }
}
