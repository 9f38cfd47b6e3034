import ArgumentParser
import Iceberg
import ObjectStorage

extension BenchCommand {
    /// `lakewriter bench commits`: many small appends to one table, a snapshot each.
    struct Commits: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Append many small files to one table, one snapshot each, and take the time.",
            discussion: """
                Makes the table bench.commits in the lake: real Parquet files of JSON events, and \
                the commits that the server would make. Data files are encoded and put a few \
                ahead of their commits, as the server does; their work is within the time and the \
                CPU that are told. A line is printed after 10, 100, 1,000 … commits; what it takes \
                to look at the table for it is outside.
                """
        )

        @Option(help: "Where the lake lies. [LAKEWRITER_LAKE]")
        var lake: String?

        @Option(help: "How many commits.")
        var count = 10_000

        @Option(help: "How many events each of them adds.")
        var rows = 100

        @Option(
            help: """
                How many commits are waited for at once: 1 is one writer that waits for each, more \
                are that many.
                """
        )
        var inFlight = 1

        @Flag(help: "Go on with the table where it exists already.")
        var append = false

        @Flag(help: "Print JSON: one object a line.")
        var json = false

        func validate() throws {
            guard count > 0, rows > 0, rows <= 100_000, inFlight > 0, inFlight <= 1000 else {
                throw ValidationError(
                    "--count is at least 1, --rows within 1...100000, --in-flight within 1...1000"
                )
            }
        }

        func run() async throws {
            let configuration = try Configuration.load(lake: lake)
            let store = try StoreOpening.open(configuration)
            let benchmark = try CommitBenchmark(
                store: store,
                count: count,
                rows: rows,
                inFlight: inFlight
            )
            if !append, try await benchmark.tableExists() {
                throw BenchTableExists(location: store.location)
            }
            try await benchmark.run { line in print(json ? try line.json : line.text) }
        }
    }
}

/// The table that a benchmark makes is there: figures would be those of a longer table.
private struct BenchTableExists: Error, CustomStringConvertible {
    let location: String

    var description: String {
        "\(location) has a table \(BenchEvents.table) already; use an empty folder, or go on with "
            + "it by --append"
    }
}
