import ArgumentParser

/// `lakewriter bench`: how fast the writer is on this machine and on a given store.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the writer on this machine and on your store.",
        subcommands: [Commits.self]
    )
}
