import ArgumentParser

/// `lakewriter tenants`: what is said about tenants in a lake.
struct TenantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenants",
        abstract: "See and change what tenants may do.",
        discussion: """
            Changes one object of the lake, _lakewriter/tenants.json, which every server reads \
            twice a second: what is said here takes effect within a second, tokens still valid or \
            not, and no server is restarted. A file of tenants (tenants.path) is the operator's to \
            edit; of its states and the lake's, the one that takes more away counts.
            """,
        subcommands: [List.self, Quotas.self, Suspend.self, Activate.self, Retain.self, Erase.self]
    )
}
