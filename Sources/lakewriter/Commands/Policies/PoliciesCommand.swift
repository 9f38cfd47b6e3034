import ArgumentParser

/// `lakewriter policies`: what keeps every tenant inside its own prefix.
struct PoliciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies",
        abstract:
            "Write, prove, explain and apply the policies that keep tenants inside their prefixes.",
        subcommands: [Generate.self, Check.self, Explain.self, Apply.self, Keys.self]
    )
}
