import ArgumentParser
import Foundation
import Iceberg
import LakeModel
import LakeServer
import ObjectStorage
import Pipeline

extension TenantsCommand {
    /// `lakewriter tenants erase`: removes everything of a tenant, for good.
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove everything of a tenant from the lake, for good, and prove it.",
            discussion: """
                Servers stop taking the tenant's events within a second, and write none of those \
                that wait. Its tables are dropped; every version of every object, every unfinished \
                upload and every dead letter below its prefixes is removed; its user, policies and \
                keys too, where an IAM endpoint is given. Then everything is listed twice, a pause \
                apart, until nothing is left. Broken off, it is simply run again. What remains is \
                the tenant's name, marked erased, so that no token brings it back.
                """
        )

        @OptionGroup var target: TenantsTarget

        @Flag(help: "Say what would be removed, and remove nothing.")
        var dryRun = false

        @Flag(help: "Do not ask.")
        var yes = false

        @Option(help: "How long to wait for what is under way, and between the last listings.")
        var settle = "5s"

        @Option(help: "Where IAM answers, to remove the tenant's user, policies and keys there.")
        var iamEndpoint: String?

        @Argument(help: "The tenant.")
        var tenant: String

        func run() async throws {
            let tenant = try TenantID(tenant)
            let pause = try Configuration.Value(text: settle, source: "--settle").duration()
            let opened = try target.open()
            let run = try await ErasureRun(
                of: tenant,
                from: opened,
                settle: pause,
                iamEndpoint: iamEndpoint
            )
            guard !dryRun else { return try tell(try await run.survey(), isDone: false) }
            guard yes || isatty(STDIN_FILENO) == 1 else {
                throw ValidationError("nobody is there to be asked: give --yes to erase \(tenant)")
            }
            if !yes { try confirm(tenant, at: opened.store.location, try await run.survey()) }
            try tell(try await run.erase(), isDone: true)
        }

        /// Has the operator type the tenant's name.
        private func confirm(
            _ tenant: TenantID,
            at location: String,
            _ found: ErasureReport
        ) throws {
            try tell(found, isDone: false)
            let question =
                "Erase \(tenant) from \(location)? This cannot be undone. Type its name: "
            FileHandle.standardError.write(Data(question.utf8))
            guard readLine() == tenant.name else {
                throw ErasureDeclined(tenant: tenant)
            }
        }

        private func tell(_ report: ErasureReport, isDone: Bool) throws {
            let line = ErasureLine(report, isDone: isDone)
            print(target.json ? try line.json : line.text)
        }
    }
}

/// The operator typed something else.
private struct ErasureDeclined: Error, CustomStringConvertible {
    let tenant: TenantID

    var description: String { "that is not \(tenant); nothing was erased" }
}

/// What is said of an erasure.
private struct ErasureLine: Encodable {
    private struct FolderLine: Encodable {
        let folder: String
        let versions: Int
        let deleteMarkers: Int
        let uploads: Int
        let bytes: Int
    }

    private let tenant: String
    private let isDone: Bool
    private let tables: Int
    private let versions: Int
    private let deleteMarkers: Int
    private let uploads: Int
    private let bytes: Int
    private let rounds: Int
    private let folders: [FolderLine]

    init(_ report: ErasureReport, isDone: Bool) {
        tenant = report.tenant.name
        self.isDone = isDone
        tables = report.tables
        let total = report.total
        (versions, deleteMarkers) = (total.versions, total.deleteMarkers)
        (uploads, bytes) = (total.uploads, total.bytes)
        rounds = report.rounds
        folders = report.folders.sorted { $0.key < $1.key }.map { folder, counts in
            FolderLine(
                folder: folder,
                versions: counts.versions,
                deleteMarkers: counts.deleteMarkers,
                uploads: counts.uploads,
                bytes: counts.bytes
            )
        }
    }

    var text: String {
        var lines = folders.map { folder in
            "  \(folder.folder): \(folder.versions) objects and versions, \(folder.bytes) bytes, "
                + "\(folder.deleteMarkers) delete markers, \(folder.uploads) unfinished uploads"
        }
        let sums =
            "\(tables) tables, \(versions) objects and versions, \(bytes) bytes, "
            + "\(deleteMarkers) delete markers, \(uploads) unfinished uploads"
        lines.append(
            isDone
                ? "\(tenant) is erased: \(sums); listed \(rounds) times, and nothing is left"
                : "\(tenant) has \(sums)"
        )
        return lines.joined(separator: "\n")
    }
}
