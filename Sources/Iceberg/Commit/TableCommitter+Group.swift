import ObjectStorage

/// Calls for one table that came while another one's commit was under way are committed together:
/// a snapshot for each, and the table's metadata written once for all of them.
extension TableCommitter {
    /// Commits a request, and those that wait and can go with it.
    ///
    /// What was taken along has its outcome when this returns, or waits again: whoever is next in
    /// line sees to it.
    ///
    /// - Returns: what came of the leader's own request.
    func lead(_ leader: CommitRequest) async -> Result<CommitReceipt, CatalogError> {
        var group = [leader]
        while true {
            group += queue.join(group[0], countMax: groupMax - group.count)
            do throws(CatalogError) {
                let receipts = try await attempt(&group)
                for (request, receipt) in zip(group, receipts).dropFirst() {
                    queue.finish(request, .success(receipt))
                }
                return .success(receipts[0])
            } catch {
                forget(leader.definition.table)
                guard await mayRetry(after: error, &group) else { return .failure(error) }
            }
        }
    }

    /// Returns whether another try may help; where none does, nobody but the leader is left.
    private func mayRetry(
        after error: CatalogError,
        _ group: inout [CommitRequest]
    ) async -> Bool {
        if error.code == .commitStateUnknown { doubt(group.flatMap(\.units)) }
        let isFirst = group[0].draft.tries == 0
        for index in group.indices {
            group[index].draft.tries += 1
            group[index].failure = error
        }
        let isOver = group[0].draft.tries >= settings.attemptsMax
        switch error.code {
        case .commitFailed, .noSuchTable, .commitStateUnknown:
            // It is the leader's task that was cancelled, or its tries that are used up.
            guard !Task.isCancelled, !isOver else {
                dissolve(&group)
                return false
            }
        // What was right for the table as it was remembered need not be so any more.
        case .invalidRequest where isFirst && !isOver && !Task.isCancelled: break
        case .fenced, .denied, .unavailable:
            guard !Task.isCancelled else {
                dissolve(&group)
                return false
            }
            for request in group.dropFirst() { queue.finish(request, .failure(error)) }
            group.removeLast(group.count - 1)
            return false
        default:
            // It may be one request's own fault: each is tried by itself.
            guard group.count > 1 else { return false }
            for index in group.indices { group[index].isAlone = true }
            dissolve(&group)
            return true
        }
        await runtime.sleep(error.retryAfter ?? pause(after: group[0].draft.tries))
        return true
    }

    /// Leaves the leader alone; the others wait for their turns.
    private func dissolve(_ group: inout [CommitRequest]) {
        queue.putBack(Array(group.dropFirst()))
        group.removeLast(group.count - 1)
    }

    /// How many requests go together: no more than the snapshots that a table keeps.
    private var groupMax: Int { max(1, min(settings.groupMax, settings.snapshotsMax ?? .max)) }

    /// Grows with each lost race, and never is the same for two that lost the same one.
    private func pause(after tries: Int) -> Duration {
        let longest = settings.pauseAfterConflict * (1 << min(tries, 10))
        return min(longest, .seconds(1)) * runtime.random()
    }
}
