import Foundation
import LakeModel
import LakeServer
import Logging
import TenantPolicies

/// The audit of commands that change policies and keys: a line each.
struct AuditTrail: Sendable {
    private let log: AuditLog

    /// Opens the place that the option, or else the environment, names.
    static func open(_ path: String?) throws -> AuditTrail {
        let configuration = try Configuration(
            flags: path.map { [.auditPath: $0] } ?? [:],
            environment: ProcessInfo.processInfo.environment,
            file: nil
        )
        let logger = Logger(label: "lakewriter") { StreamLogHandler.standardError(label: $0) }
        return AuditTrail(log: try AuditOpening.open(configuration, logger: logger))
    }

    /// A policy, a user or a key was changed.
    func tell(_ change: PolicyChange, of tenant: TenantID?) {
        var kind = AuditEvent.Kind.policyChanged
        if case .deleteAccessKey = change { kind = .keyDeleted }
        tell(kind, of: tenant, action: "policies apply", resource: "\(change)")
    }

    /// Something was done.
    func tell(
        _ kind: AuditEvent.Kind,
        of tenant: TenantID?,
        action: String,
        resource: String,
        reason: String? = nil
    ) {
        log.tell(
            AuditEvent(
                kind,
                by: AuditOpening.actor,
                tenant: tenant,
                action: AuditText(action),
                resource: AuditText(resource),
                reason: reason.map { AuditText($0) }
            )
        )
    }

    /// Something was tried, and failed.
    func tellFailure(_ action: String, of tenant: TenantID?, _ error: any Error) {
        log.tell(
            AuditEvent(
                .policyChanged,
                .failed,
                by: AuditOpening.actor,
                tenant: tenant,
                action: AuditText(action),
                detail: AuditText("\(error)")
            )
        )
    }
}
