package import Logging
import Synchronization

/// An issuer's keys as they are now; knows when to load them again, and does so once for everybody.
package final class IssuerKeys: Sendable {
    private struct State {
        var schedule: KeyRefreshSchedule
        var keys: VerificationKeySet?
        var mark: KeyLoader.Mark?
        /// Grows whenever the keys change, so that tokens verified before are verified anew.
        var generation: UInt64 = 0
        var load: Task<Void, Never>?
    }

    /// The issuer's settings.
    package let settings: IssuerSettings
    private let loader: KeyLoader
    private let secondsSinceEpoch: @Sendable () -> Int64
    private let logger: Logger
    private let state: Mutex<State>

    /// Creates the keys of an issuer; nothing is loaded yet.
    package init(
        _ settings: IssuerSettings,
        schedule: KeyRefreshSchedule,
        loader: KeyLoader,
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        logger: Logger
    ) {
        self.settings = settings
        self.loader = loader
        self.secondsSinceEpoch = secondsSinceEpoch
        self.logger = logger
        state = Mutex(State(schedule: schedule))
    }

    /// The generation of the keys, nil when there are none that may be used.
    ///
    /// Asked for every remembered token, so that keys are loaded again even when no new token comes.
    package func currentGeneration(at now: Int64) -> UInt64? {
        state.withLock { state in
            guard state.keys != nil, state.schedule.hasKeys(at: now) else { return nil }
            if state.schedule.keysWanted(at: now) == .useAndLoad { startLoad(&state) }
            return state.generation
        }
    }

    /// Loads the keys now, so that the first request need not wait.
    package func warm() async {
        _ = try? await key(named: [])
    }

    /// The key of that name and the generation it is of.
    ///
    /// - Throws: ``AuthenticationError/keysUnavailable`` when there are no keys,
    ///   ``AuthenticationError/unknownKey`` when they hold none of that name, even loaded again.
    package func key(
        named keyID: [UInt8]?
    ) async throws(AuthenticationError) -> (VerificationKey, generation: UInt64) {
        if let load = loadToAwait({ $0.schedule.keysWanted(at: $1) }) { await load.value }
        if let found = try find(keyID) { return found }
        if let load = loadToAwait({ $0.schedule.keyMissing(at: $1) }) {
            await load.value
            if let found = try find(keyID) { return found }
        }
        throw .unknownKey
    }

    private func find(
        _ keyID: [UInt8]?
    ) throws(AuthenticationError) -> (VerificationKey, generation: UInt64)? {
        let now = secondsSinceEpoch()
        var isSecret = false
        if case .secret = settings.keys { isSecret = true }
        let (keys, generation) = state.withLock { state in
            (state.schedule.hasKeys(at: now) ? state.keys : nil, state.generation)
        }
        guard let keys else { throw .keysUnavailable }
        return keys.key(named: keyID, secret: isSecret).map { ($0, generation) }
    }

    private func loadToAwait(
        _ decide: (inout State, Int64) -> KeyRefreshSchedule.Action
    ) -> Task<Void, Never>? {
        let now = secondsSinceEpoch()
        return state.withLock { state in
            switch decide(&state, now) {
            case .use, .refuse: return nil
            case .join: return state.load
            case .useAndLoad:
                startLoad(&state)
                return nil
            case .loadFirst:
                startLoad(&state)
                return state.load
            }
        }
    }

    private func startLoad(_ state: inout State) {
        let mark = state.mark
        state.load = Task { await self.load(unless: mark) }
    }

    private func load(unless mark: KeyLoader.Mark?) async {
        do {
            let outcome = try await loader.load(unless: mark)
            let now = secondsSinceEpoch()
            state.withLock { state in
                state.load = nil
                switch outcome {
                case .unchanged: state.schedule.loaded(at: now)
                case .keys(let keys, let mark):
                    state.schedule.loaded(at: now)
                    state.keys = keys
                    state.mark = mark
                    state.generation += 1
                case .withdrawn:
                    state.schedule.withdrawn()
                    state.keys = nil
                    state.mark = nil
                    state.generation += 1
                }
            }
            guard case .withdrawn = outcome else { return }
            logger.warning(
                "an issuer's key set holds no key that can serve: none of its tokens counts",
                metadata: ["issuer": "\(settings.issuer)"]
            )
        } catch {
            state.withLock { state in
                state.schedule.failed()
                state.load = nil
            }
            logger.warning(
                "the keys of an issuer could not be loaded",
                metadata: ["issuer": "\(settings.issuer)", "error": "\(error)"]
            )
        }
    }
}
