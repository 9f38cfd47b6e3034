package import LakeModel

/// Rows of tenants that are being erased never become files: their generations are done as they
/// are.
extension Ledger {
    /// The tenants of whom something is on its way into the lake.
    package var tenants: Set<TenantID> {
        Set(generations.values.lazy.filter { !$0.isVoid }.map(\.table.tenant))
    }

    /// The tenants are being erased: nothing of theirs is begun any more, and what is under way is
    /// discarded when it ends.
    ///
    /// - Returns: the generations that were not void before, and what to do with them.
    package mutating func void(
        _ tenants: Set<TenantID>
    ) -> (voided: [Generation], actions: [LedgerAction]) {
        let voided = generations.values
            .filter { tenants.contains($0.table.tenant) && !$0.isVoid }
            .sorted { $0.id < $1.id }
        for generation in voided { generations[generation.id]?.isVoid = true }
        let ids = Set(voided.map(\.id))
        if queue.contains(where: ids.contains) { queue.removeAll(where: ids.contains) }
        var actions: [LedgerAction] = []
        for generation in voided { actions += void(generation) }
        return (voided, actions + startWrites())
    }

    private mutating func void(_ generation: Generation) -> [LedgerAction] {
        switch generation.phase {
        case .open: return close(generation.id)
        case .closing, .sealing, .writing, .recording: return []
        case .queued: return discard(generation.id)
        case .waiting:
            waiting.remove(generation.id)
            return discard(generation.id)
        case .written:
            let isWaiting = commits.remove(generation.id, from: generation.table)
            return isWaiting ? discard(generation.id) : []
        }
    }

    /// A generation that is void, and at rest, is done once the log says so.
    mutating func discard(_ id: GenerationID) -> [LedgerAction] {
        giveBackMemory(of: id)
        generations[id]?.phase = .recording
        return [.void(id)]
    }

    /// A void generation found in the log at a start.
    package mutating func restore(void generation: Generation) -> [LedgerAction] {
        precondition(generations[generation.id] == nil)
        generations[generation.id] = generation
        generations[generation.id]?.isVoid = true
        generations[generation.id]?.isRestored = true
        return discard(generation.id)
    }
}
