import ArgumentParser

/// `lakewriter policies`: what keeps every tenant inside its own prefix.
struct PoliciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies",
        abstract: "Explain the policies that keep every tenant inside its own prefix.",
        subcommands: [Explain.self]
    )
}
