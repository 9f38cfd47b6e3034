import LakeModel
import Logging
import ObjectStorage
import Synchronization

/// What becomes of the events of a tenant that is being erased: nothing.
extension Writer {
    /// How often it is asked which tenants are being erased: a second is promised.
    private static let lookInterval = Duration.milliseconds(250)

    /// Voids what is on its way of tenants that are being erased.
    func voidErased(now: Duration) {
        let tenants = state.withLock { state -> Set<TenantID> in
            if let last = state.lastLookForErased, now - last < Self.lookInterval { return [] }
            state.lastLookForErased = now
            return state.ledger.tenants
        }
        let erased = tenants.filter(components.isVoid)
        if !erased.isEmpty { void(erased) }
    }

    private func void(_ tenants: Set<TenantID>) {
        let (voided, actions) = state.withLock { $0.ledger.void(tenants) }
        tell(voided)
        perform(actions)
    }

    /// Tells what is not written, a tenant a line.
    func tell(_ voided: [Generation]) {
        for (tenant, generations) in Dictionary(grouping: voided, by: \.table.tenant) {
            let events = VoidedEvents(
                tenant: tenant,
                generations: generations.count,
                rows: generations.reduce(0) { $0 + $1.rowCount }
            )
            components.logger.notice(
                "events of a tenant that is being erased are not written",
                metadata: [
                    "tenant": "\(tenant)", "generations": "\(events.generations)",
                    "rows": "\(events.rows)",
                ]
            )
            components.onVoid(events)
        }
    }

    /// A write ended without a file: the tenant is being erased.
    func giveUp(writing id: GenerationID, of tenant: TenantID) {
        void([tenant])
        let now = components.clock.uptime()
        perform(state.withLock { $0.ledger.writeFailed(id, now: now, jitter: 0) })
    }

    /// A commit ended, whatever came of it: the tenant is being erased.
    func giveUp(committingTo table: TableIdentifier) {
        void([table.tenant])
        let now = components.clock.uptime()
        perform(state.withLock { $0.ledger.commitFailed(table, now: now, jitter: 0) })
    }

    /// Removes what was written of a void generation, then logs that it is done.
    ///
    /// In this order: after a crash in between, the next start finds the generation once more.
    func void(_ id: GenerationID) async {
        guard let table = state.withLock({ $0.ledger.generations[id]?.table }) else { return }
        let days = state.withLock { state in
            state.buffers[id]?.days.map(\.day) ?? state.written[id]?.sealed.map(\.day) ?? []
        }
        for day in days {
            let key = fileName(id, table, day: day).key
            guard await remove(key, of: table) else { return }
        }
        await recordCommit(id)
    }

    /// Pauses between two tries to remove a file, while the store is away.
    private static let removalPause = Duration.seconds(2)

    /// Removes a file for good, versions of it included; false when the process stops before.
    private func remove(_ key: ObjectKey, of table: TableIdentifier) async -> Bool {
        while true {
            do throws(ObjectStoreError) {
                try await components.store.erase(key)
                return true
            } catch {
                components.logger.warning(
                    "a file of a tenant that is being erased was not removed",
                    metadata: ["table": "\(table)", "reason": "\(error)"]
                )
                switch error.code {
                case .unavailable, .outcomeUnknown:
                    do {
                        try await components.clock.sleep(for: Self.removalPause)
                    } catch {
                        return false
                    }
                // Nothing that time mends: the erasure itself finds the file, and says so.
                default: return true
                }
            }
        }
    }
}
