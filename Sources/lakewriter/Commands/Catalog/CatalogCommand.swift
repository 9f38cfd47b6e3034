import ArgumentParser

/// `lakewriter catalog`: the Iceberg tables of a lake.
struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Look at the Iceberg tables of a lake, prove them right, and tidy them.",
        discussion: """
            Works on the lake itself, beside running servers or without one. Tables are named \
            TENANT.TABLE; without a name, all of them are meant.
            """,
        subcommands: [Tables.self, Snapshots.self, Files.self, Verify.self, Expire.self]
    )
}
