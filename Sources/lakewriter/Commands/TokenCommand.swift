import ArgumentParser
import LakeModel
import LakeServer

/// `lakewriter token`: a development token, and nothing else on standard output.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Issue a development token, which a server accepts under --dev.",
        discussion: "Signed by a key in the data directory, which is made when there is none."
    )

    @Option(help: "The data directory of the server that will be asked.")
    var dataDir = "./data"

    @Option(help: "Whose token it is.")
    var tenant: String?

    @Flag(help: "An operator's token.")
    var admin = false

    @Option(help: "How long the token is good for, such as 15m or 24h.")
    var validFor = "24h"

    func run() async throws {
        guard tenant != nil || admin else {
            throw ValidationError("give --tenant NAME, --admin, or both")
        }
        let lifetime = try Configuration.Value(text: validFor, source: "--valid-for").duration()
        let tokens = DevelopmentTokens(
            key: try DataDirectory(dataDir).developmentKey(),
            secondsSinceEpoch: Runtime.secondsSinceEpoch
        )
        print(
            tokens.issue(
                tenant: try tenant.map { try TenantID($0) },
                isAdmin: admin,
                validFor: lifetime
            )
        )
    }
}
