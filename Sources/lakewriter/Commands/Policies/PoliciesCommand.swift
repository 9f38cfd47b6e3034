import ArgumentParser

/// `lakewriter policies`: what keeps every tenant inside its own prefix.
struct PoliciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies",
        abstract: "Write and explain the policies that keep every tenant inside its own prefix.",
        subcommands: [Generate.self, Explain.self]
    )
}
