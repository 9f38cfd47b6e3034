import ArgumentParser
import Iceberg
import LakeModel
import ObjectStorage

/// Which tables of which lake a command is about.
struct LakeTables: ParsableArguments {
    @Option(help: "Where the lake lies. [LAKEWRITER_LAKE]")
    var lake: String?

    @Flag(help: "Print JSON: one object a line.")
    var json = false

    @Argument(help: "Tables, as TENANT.TABLE; none: all.")
    var tables: [String] = []

    /// The lake, opened: nothing is read yet.
    func open() async throws -> OpenedLake {
        let configuration = try Configuration.load(lake: lake)
        let store = try await StoreOpening.openKnowingTenants(configuration)
        return await OpenedLake(store: store, selection: try tables.map(Self.identifier))
    }

    private static func identifier(_ text: String) throws -> TableIdentifier {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw ValidationError("'\(text)' is no table: write TENANT.TABLE")
        }
        return TableIdentifier(tenant: try TenantID(parts[0]), table: try TableName(parts[1]))
    }
}
