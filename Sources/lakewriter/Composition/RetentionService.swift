import Iceberg
import LakeModel
import LakeServer
import Logging
import ObjectStorage
import ServiceLifecycle

/// Drops days that retention has passed, now and then, while the server runs.
///
/// Servers of one lake do it beside each other: the first does the work, the others find it done.
struct RetentionService: Service {
    private let run: RetentionRun
    private let tenants: TenantRegistry
    private let interval: Duration
    private let audit: AuditLog
    private let logger: Logger

    /// Creates the service; nil where somebody else keeps the tables, or none is wanted.
    init?(_ lake: Lake, _ settings: ServiceSettings, _ audit: AuditLog) {
        guard settings.externalCatalog == nil, let interval = settings.retentionInterval else {
            return nil
        }
        run = RetentionRun(catalog: lake.tables, store: lake.store)
        tenants = lake.tenants
        self.interval = interval
        self.audit = audit
        logger = lake.logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await goOn() }
    }

    private func goOn() async {
        while !Task.isCancelled {
            await look()
            do {
                try await Task.sleep(for: interval)
            } catch {
                return
            }
        }
    }

    private func look() async {
        do {
            try await run.run(tenants.directory) { table, outcome in
                switch outcome {
                case .success(let report): tell(report)
                case .failure(let error): tell(error, of: table)
                }
            }
        } catch {
            logger.warning(
                "retention could not be looked after; it is tried again",
                metadata: ["reason": "\(error)"]
            )
        }
    }

    private func tell(_ report: RetentionReport) {
        guard !report.isEmpty else { return }
        var event = AuditEvent(.retentionApplied, by: .server, tenant: report.table.tenant)
        event.action = "retention.interval"
        event.resource = AuditText("\(report.table)")
        event.detail = AuditText(RetentionLine(report, isDryRun: false).detail)
        audit.tell(event)
        guard !report.references.isEmpty else { return }
        logger.warning(
            "old days stay: a tag or another branch holds them",
            metadata: [
                "table": "\(report.table)",
                "references": "\(report.references.joined(separator: ","))",
            ]
        )
    }

    private func tell(_ error: CatalogError, of table: TableIdentifier) {
        logger.warning(
            "old days of a table were not dropped; it is tried again",
            metadata: ["table": "\(table)", "reason": "\(error)"]
        )
    }
}
