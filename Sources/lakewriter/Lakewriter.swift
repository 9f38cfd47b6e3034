import ArgumentParser

/// The command line's root.
@main
struct Lakewriter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes event streams to a lake.")
}
