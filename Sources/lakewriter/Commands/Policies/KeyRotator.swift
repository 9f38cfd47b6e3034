import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

/// Carries a ``KeyRotation`` out: asks, makes, hands over, switches off.
struct KeyRotator {
    let iam: IAMClient
    let user: String
    let tenant: TenantID
    /// How long both keys work.
    let overlap: Duration
    /// After what time the old key is removed; nil: by the next rotation.
    let grace: Duration?
    let runtime: ObjectStoreRuntime
    let audit: AuditTrail

    /// Gives the user a new key.
    ///
    /// - Parameters:
    ///   - out: the file it goes to; nil: standard output.
    ///   - retired: the id of a key to remove first.
    /// - Throws: what stands in the way; begun again, it goes on where it broke off.
    func rotate(out: KeyFile?, retired: String?) async throws {
        let keys = try await iam.accessKeys(of: user)
        let delivered = try out?.keyID()
        let noted = try out?.noted(user: user)
        if let delivered, let out, !keys.contains(where: { $0.id == delivered }) {
            throw ConfigurationError(
                "\(out.path) holds the key \(delivered), which is none of \(user): it may be "
                    + "another tenant's; name another --out, or remove it"
            )
        }
        let rotation = try KeyRotation(
            keys: keys.map { .init(id: $0.id, isActive: $0.isActive) },
            noted: noted,
            delivered: delivered,
            retired: retired
        )
        if noted == nil { try out?.note(user: user, keys: keys.map(\.id)) }
        let off = try await carryOut(rotation.steps, known: Set(keys.map(\.id)), out)
        out?.forget()
        guard let grace, !off.isEmpty else { return }
        if grace > .zero { await runtime.sleep(grace) }
        for id in off { try await delete(id, reason: KeyRotation.Reason.superseded.rawValue) }
    }

    /// The ids of the keys that were switched off.
    private func carryOut(
        _ steps: [KeyRotation.Step],
        known: Set<String>,
        _ out: KeyFile?
    ) async throws -> [String] {
        var off: [String] = []
        for step in steps {
            switch step {
            case .delete(let id, let reason): try await delete(id, reason: reason.rawValue)
            case .create: try await create(known: known, out)
            case .deactivate(let id):
                if off.isEmpty, overlap > .zero { await runtime.sleep(overlap) }
                try await iam.setAccessKey(id, of: user, active: false)
                audit.tell(
                    .keyDisabled,
                    of: tenant,
                    action: "policies keys rotate",
                    resource: "key \(id) of user \(user)"
                )
                off.append(id)
            }
        }
        return off
    }

    /// Makes a key and hands it over; what nobody has the secret of goes again.
    private func create(known: Set<String>, _ out: KeyFile?) async throws {
        let key: Credentials
        do {
            key = try await iam.createAccessKey(user: user)
        } catch {
            if error.code == .notFound {
                throw PolicyApplyingError(
                    "there is no user \(user): put its policy in force first, by policies apply"
                )
            }
            guard error.code == .outcomeUnknown else { throw error }
            for lost in try await iam.accessKeys(of: user) where !known.contains(lost.id) {
                try await delete(lost.id, reason: KeyRotation.Reason.lost.rawValue)
            }
            key = try await iam.createAccessKey(user: user)
        }
        audit.tell(
            .keyIssued,
            of: tenant,
            action: "policies keys rotate",
            resource: "key \(key.accessKeyID) of user \(user)"
        )
        guard let out else {
            FileHandle.standardOutput.write(Data(KeyFile.text(key)))
            return
        }
        do {
            try out.write(key)
        } catch {
            try await delete(key.accessKeyID, reason: KeyRotation.Reason.lost.rawValue)
            throw error
        }
        print("\(key.accessKeyID)")
    }

    private func delete(_ id: String, reason: String) async throws {
        do throws(ObjectStoreError) {
            try await iam.deleteAccessKey(id, of: user)
        } catch {
            guard error.code == .notFound else { throw error }
        }
        audit.tell(
            .keyDeleted,
            of: tenant,
            action: "policies keys rotate",
            resource: "key \(id) of user \(user)",
            reason: reason
        )
    }
}
