import ArgumentParser
import Iceberg
import ObjectStorage

/// `lakewriter doctor`: whether an object store is safe to use.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Prove on the store itself that commits to it are safe; exit 1 when they are not.",
        discussion: """
            Writes small objects below _lakewriter/probe/ and removes them. A store that ignores \
            If-None-Match or If-Match loses commits of two writers without a word. Where \
            store.encryption or store.tag-tenants asks for it, an object is put and looked at: a \
            store that does not know them takes the request, and keeps plain bytes.
            """
    )

    @Option(help: "Where the lake lies. [LAKEWRITER_LAKE]")
    var lake: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let configuration = try Configuration.load(lake: lake)
        let store = try StoreOpening.open(configuration)
        let report = try await StoreProbe(store: store, runtime: .live).run()
        let misplacement = try await PlacementProbe.run(store)
        if json {
            print(try DoctorLine(report, misplacement, location: store.location).json)
        } else {
            print(store.location)
            for finding in report.findings {
                let verdict = finding.violation.map { "NOT KEPT: \($0)" } ?? "kept"
                print("  \(finding.promise.rawValue): \(verdict)")
            }
            print("  encryption-and-tags: \(misplacement.map { "NOT KEPT: \($0)" } ?? "kept")")
        }
        if let misplacement { throw MisplacedObjects(store.location, misplacement) }
        guard report.isSafeForManyWriters else { throw UnsafeStore(location: store.location) }
        if !json { print("safe: any number of writers may commit to tables here") }
    }
}

/// What `doctor --json` prints.
private struct DoctorLine: Encodable {
    private struct FindingLine: Encodable {
        let promise: String
        let violation: String?
    }

    private let location: String
    private let isSafeForManyWriters: Bool
    private let findings: [FindingLine]
    /// In what an object is kept otherwise than the configuration asks.
    private let misplacement: String?

    init(_ report: StoreProbeReport, _ misplacement: String?, location: String) {
        self.misplacement = misplacement
        self.location = location
        isSafeForManyWriters = report.isSafeForManyWriters
        findings = report.findings.map {
            FindingLine(promise: $0.promise.rawValue, violation: $0.violation)
        }
    }
}

/// A store that loses commits when two writers race.
struct UnsafeStore: Error, CustomStringConvertible {
    let location: String

    var description: String {
        """
        \(location) does not keep what commits rest on; see the lines above. Use another store, \
        or a newer version of it. If a single server ever writes to this lake, and nobody else \
        commits to its tables, catalog.single-writer: true lets it serve
        """
    }
}

/// A store that keeps objects otherwise than it was asked to.
private struct MisplacedObjects: Error, CustomStringConvertible {
    let description: String

    init(_ location: String, _ what: String) {
        description = """
            \(location) does not keep objects as store.encryption and store.tag-tenants ask: of \
            one it was \(what). Turn it on in the store, or ask for none
            """
    }
}
