import ArgumentParser
import LakeModel

/// `lakewriter schemas`: what the schema files say.
struct SchemasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schemas",
        abstract: "Look at the schema files.",
        subcommands: [Check.self, List.self]
    )

    /// `lakewriter schemas check`: every problem of every file, and nothing else touched.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the schema files and report everything that is wrong with them."
        )

        @Option(help: "The directory of <table>.json schema files.")
        var schemas = "./schemas"

        func run() async throws {
            let tables = try SchemaRegistry(SchemaFolder.read(schemas)).tables
            for table in tables { print(table) }
            print("\(tables.count) tables in \(schemas), nothing wrong")
        }
    }

    /// `lakewriter schemas list`: the tables' names.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tables.")

        @Option(help: "The directory of <table>.json schema files.")
        var schemas = "./schemas"

        func run() async throws {
            for table in try SchemaRegistry(SchemaFolder.read(schemas)).tables {
                print(table.name)
            }
        }
    }
}
