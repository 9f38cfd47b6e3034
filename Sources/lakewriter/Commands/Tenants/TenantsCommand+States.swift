import ArgumentParser
import LakeModel

extension TenantsCommand {
    /// `lakewriter tenants suspend`: refuses a tenant's requests from now on.
    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a tenant's requests, its tokens still valid or not.",
            discussion: """
                Takes effect within a second on every server of the lake. What was acknowledged \
                before is still written. `tenants activate` undoes it.
                """
        )

        @OptionGroup var target: TenantsTarget
        @Argument(help: "The tenant.") var tenant: String
        @Option(help: "A word about why, for operators.") var note: String?

        func run() async throws {
            let change = TenantStateChange(target: target, tenant: try TenantID(tenant))
            try await change.run(.tenantSuspended, action: "tenants suspend") { record in
                guard !record.state.isVoid else { throw TenantStateError.isVoid(record.state) }
                record.state = .suspended
                if let note { record.note = note }
            }
        }
    }

    /// `lakewriter tenants activate`: serves a tenant again.
    struct Activate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a tenant, or serve one again that was suspended or erased.",
            discussion: """
                A tenant whose erasure is under way is erased to the end first: `tenants erase` \
                goes on with it.
                """
        )

        @OptionGroup var target: TenantsTarget
        @Argument(help: "The tenant.") var tenant: String
        @Option(help: "A word about why, for operators.") var note: String?

        func run() async throws {
            let change = TenantStateChange(target: target, tenant: try TenantID(tenant))
            try await change.run(.tenantActivated, action: "tenants activate") { record in
                guard record.state != .erasing else {
                    throw TenantStateError.isVoid(record.state)
                }
                record.state = .active
                if let note { record.note = note }
            }
        }
    }
}

/// A change of a tenant's state, and what is said about it.
private struct TenantStateChange {
    let target: TenantsTarget
    let tenant: TenantID

    func run(
        _ kind: AuditEvent.Kind,
        action: AuditText,
        _ change: (inout TenantRecord) throws -> Void
    ) async throws {
        var wanted = TenantState.active
        let record = try await target.open().change(tenant, kind, action: action) { record in
            try change(&record)
            wanted = record.state
        }
        let line = TenantLine(tenant: tenant, record: record, isEntered: true)
        print(line.text(json: target.json))
        guard record.state != wanted else { return }
        throw TenantStateError.overruled(wanted: wanted, counts: record.state)
    }
}

/// A state that a command cannot give a tenant.
enum TenantStateError: Error, CustomStringConvertible {
    /// Its data is going, or is gone.
    case isVoid(TenantState)
    /// It is not active, or not entered where that is asked for: nothing is taken of it.
    case isNotServed
    /// The operator's file says otherwise, and that counts.
    case overruled(wanted: TenantState, counts: TenantState)

    var description: String {
        switch self {
        case .isVoid(.erased):
            "the tenant is erased already; `tenants activate` would let it begin anew"
        case .isVoid(let state):
            "the tenant is \(state.rawValue): finish that by `tenants erase` first"
        case .isNotServed:
            "the tenant is not served here; `tenants list` says why, `tenants activate` lets it in"
        case .overruled(let wanted, let counts):
            "the lake says \(wanted.rawValue), but the tenants' file says \(counts.rawValue), and "
                + "of the two that counts; change the file as well"
        }
    }
}
