/// Decides when an issuer's keys are loaded again: a value without clock, lock or network.
///
/// Keys are served while they are loaded again (stale-while-revalidate). However many tokens arrive,
/// one load is under way at a time, and after a load the next waits its interval: an attacker who
/// makes up key ids cannot turn this server against the issuer. Times are seconds since 1970; when
/// the clock is set back, every interval counts as over, so that it heals by itself.
package struct KeyRefreshSchedule: Sendable {
    /// What to do about a token.
    package enum Action: Hashable, Sendable {
        /// Use the keys there are.
        case use
        /// Use the keys there are, and start a load beside it.
        case useAndLoad
        /// Start a load, wait for it, then look again.
        case loadFirst
        /// Wait for the load under way, then look again.
        case join
        /// There are no keys that may be used, and it is too early to try again.
        case refuse
    }

    /// How old keys may be before they are loaded again.
    package let refreshInterval: Int64
    /// How long after a load began another one may, because of an unknown key or a failure.
    package let retryInterval: Int64
    /// How old keys may be that are still used.
    package let ageMax: Int64

    private var loadedAt: Int64?
    private var attemptedAt: Int64?
    private var isLoading = false

    /// Creates the schedule of keys that were never loaded.
    package init(refreshInterval: Int64, retryInterval: Int64, ageMax: Int64) {
        self.refreshInterval = refreshInterval
        self.retryInterval = retryInterval
        self.ageMax = ageMax
    }

    /// Whether there are keys that may be used.
    package func hasKeys(at now: Int64) -> Bool {
        loadedAt.map { now - $0 < ageMax } ?? false
    }

    /// A token wants to be checked.
    package mutating func keysWanted(at now: Int64) -> Action {
        let mayLoad = !isLoading && isOver(retryInterval, since: attemptedAt, at: now)
        guard hasKeys(at: now) else {
            if isLoading { return .join }
            return mayLoad ? began(.loadFirst, at: now) : .refuse
        }
        guard mayLoad, isOver(refreshInterval, since: loadedAt, at: now) else { return .use }
        return began(.useAndLoad, at: now)
    }

    /// A token names a key that is not in the set.
    package mutating func keyMissing(at now: Int64) -> Action {
        if isLoading { return .join }
        guard isOver(retryInterval, since: attemptedAt, at: now) else { return .refuse }
        return began(.loadFirst, at: now)
    }

    /// The load under way brought keys, or found that they have not changed.
    package mutating func loaded(at now: Int64) {
        precondition(isLoading, "a load ended that nobody started")
        isLoading = false
        loadedAt = now
    }

    /// The load under way found that there are no keys any more: the ones before must not be used
    /// while somebody waits for new ones.
    package mutating func withdrawn() {
        precondition(isLoading, "a load ended that nobody started")
        isLoading = false
        loadedAt = nil
    }

    /// The load under way failed.
    package mutating func failed() {
        precondition(isLoading, "a load ended that nobody started")
        isLoading = false
    }

    private mutating func began(_ action: Action, at now: Int64) -> Action {
        isLoading = true
        attemptedAt = now
        return action
    }

    private func isOver(_ interval: Int64, since start: Int64?, at now: Int64) -> Bool {
        guard let start else { return true }
        return now < start || now - start >= interval
    }
}
