import ArgumentParser
import Logging

/// The command line's root.
@main
struct Lakewriter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lakewriter",
        abstract: "Writes many tenants' event streams to a lake, each event exactly once.",
        version: Version.number,
        subcommands: [
            ServeCommand.self, TokenCommand.self, IngestCommand.self, InspectCommand.self,
            SchemasCommand.self, CatalogCommand.self, PoliciesCommand.self, DoctorCommand.self,
            BenchCommand.self, TenantsCommand.self,
        ]
    )

    /// Runs the command.
    ///
    /// Exits 0 when it is done, 1 when it failed, 2 when it was used wrongly.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as ExitCode {
            Self.exit(withError: error)
        } catch {
            CommandFailure(error).exit()
        }
    }
}
