public import ObjectStorage

/// Finds out, on the real store, whether commits can rest on its conditional puts.
///
/// Stores and gateways exist that take `If-None-Match` and `If-Match` and do not heed them, so that
/// two writers each believe that they have committed. The probe puts objects below
/// `_lakewriter/probe/`, under names that no other probe uses, and removes them behind itself.
///
/// A race that a store loses once in a thousand times may go unseen; what is found is that it heeds
/// conditions at all, and heeds them at the moment of the put.
public struct StoreProbe: Sendable {
    /// How many put at once: more than a store serves one by one without noticing.
    private static let runners = 8

    private let store: any ObjectStore
    private let folder: String
    /// How often they do.
    private let rounds: Int

    /// Creates a probe.
    ///
    /// - Parameters:
    ///   - store: what is probed.
    ///   - runtime: its chance names the probe's own folder.
    ///   - rounds: how many races of each kind are run. SeaweedFS takes seconds for one.
    public init(store: any ObjectStore, runtime: ObjectStoreRuntime, rounds: Int = 3) {
        self.store = store
        self.rounds = rounds
        let name = String(UInt64(runtime.random() * 0x1p53), radix: 36)
        folder = "_lakewriter/probe/\(name)"
    }

    /// Probes the store.
    ///
    /// - Returns: what was found out.
    /// - Throws: ``CatalogError``; `.denied` or `.unavailable` when the store cannot be probed,
    ///   `.commitStateUnknown` when answers were lost.
    public func run() async throws(CatalogError) -> StoreProbeReport {
        var findings: [StoreProbeReport.Finding] = []
        do throws(ObjectStoreError) {
            for promise in StoreProbeReport.Promise.allCases {
                findings.append(.init(promise, violation: try await violation(of: promise)))
            }
        } catch {
            await clean()
            throw CatalogError(error)
        }
        await clean()
        return StoreProbeReport(findings: findings)
    }

    /// What the store does instead of keeping a promise; nil when it keeps it.
    private func violation(
        of promise: StoreProbeReport.Promise
    ) async throws(ObjectStoreError) -> String? {
        do throws(ObjectStoreError) {
            switch promise {
            case .readBack: return try await readBack()
            case .secondCreateRefused: return try await secondCreate()
            case .wrongTagRefused: return try await wrongTag()
            case .missingUpdateRefused: return try await missingUpdate()
            case .createRace: return try await createRace()
            case .updateRace: return try await updateRace()
            }
        } catch {
            switch error.code {
            // Answers out of turn: a store that knows no conditions may say so.
            case .notFound, .alreadyExists, .preconditionFailed, .invalidRequest:
                return error.message
            case .denied, .misconfigured, .unavailable, .outcomeUnknown, .full: throw error
            }
        }
    }

    private func key(_ name: String) -> ObjectKey { ObjectKey("\(folder)/\(name)") }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    // MARK: Promises

    private func readBack() async throws(ObjectStoreError) -> String? {
        let key = key("read-back")
        for text in ["one", "the other"] {
            try await store.put(key, bytes(text), mode: .overwrite)
            guard try await store.get(key, range: nil) == bytes(text) else {
                return "an object that was put is not the one that is read"
            }
        }
        try await store.delete(key)
        do throws(ObjectStoreError) {
            _ = try await store.get(key, range: nil)
            return "an object that was removed is still read"
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private func secondCreate() async throws(ObjectStoreError) -> String? {
        let key = key("create")
        try await store.put(key, bytes("first"), mode: .overwrite)
        return try await refused(key, "first", .create, by: .alreadyExists)
    }

    private func wrongTag() async throws(ObjectStoreError) -> String? {
        let key = key("update")
        let tag = try await store.put(key, bytes("first"), mode: .overwrite).entityTag
        try await store.put(key, bytes("second"), mode: .update(ifMatch: tag))
        return try await refused(key, "second", .update(ifMatch: tag), by: .preconditionFailed)
    }

    private func missingUpdate() async throws(ObjectStoreError) -> String? {
        let key = key("missing")
        let tag = try await store.put(key, bytes("first"), mode: .overwrite).entityTag
        try await store.delete(key)
        return try await refused(key, nil, .update(ifMatch: tag), by: .preconditionFailed)
    }

    /// Puts what must be refused; answers with what the store did instead.
    private func refused(
        _ key: ObjectKey,
        _ content: String?,
        _ mode: PutMode,
        by code: ObjectStoreError.Code
    ) async throws(ObjectStoreError) -> String? {
        do throws(ObjectStoreError) {
            try await store.put(key, bytes("intruder"), mode: mode)
            return "the put was carried out"
        } catch {
            guard error.code == code else { throw error }
        }
        let found = try await text(key)
        return found == content.map(bytes)
            ? nil : "the put was refused and carried out all the same"
    }

    private func text(_ key: ObjectKey) async throws(ObjectStoreError) -> [UInt8]? {
        do throws(ObjectStoreError) {
            return try await store.get(key, range: nil)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    // MARK: Races

    private func createRace() async throws(ObjectStoreError) -> String? {
        for round in 0..<rounds {
            let key = key("create-race-\(round)")
            if let violation = try await race(key, round, .create, losing: .alreadyExists) {
                return violation
            }
        }
        return nil
    }

    private func updateRace() async throws(ObjectStoreError) -> String? {
        let key = key("update-race")
        var tag = try await store.put(key, bytes("first"), mode: .overwrite).entityTag
        for round in 0..<rounds {
            let mode = PutMode.update(ifMatch: tag)
            if let violation = try await race(key, round, mode, losing: .preconditionFailed) {
                return violation
            }
            tag = try await store.head(key).entityTag
        }
        return nil
    }

    /// Has eight put at once; answers with what the store did instead of letting one win.
    private func race(
        _ key: ObjectKey,
        _ round: Int,
        _ mode: PutMode,
        losing code: ObjectStoreError.Code
    ) async throws(ObjectStoreError) -> String? {
        let outcomes = await withTaskGroup(of: (Int, ObjectStoreError?).self) { group in
            for runner in 0..<Self.runners {
                group.addTask { [store] in
                    do throws(ObjectStoreError) {
                        // Tags may be made of the bytes: no two puts have the same.
                        let content = self.bytes("\(round)-\(runner)")
                        try await store.put(key, content, mode: mode)
                        return (runner, nil)
                    } catch {
                        return (runner, error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var winners: [Int] = []
        // Whose answer was lost may have won, or have been beaten.
        var unsure: [Int] = []
        for (runner, error) in outcomes {
            switch error {
            case nil: winners.append(runner)
            case let error? where error.code == .outcomeUnknown || error.mayBeOwnWork:
                unsure.append(runner)
            case let error? where error.code != code: throw error
            default: break
            }
        }
        guard winners.count <= 1 else { return "\(winners.count) of \(Self.runners) succeeded" }
        let possible = winners.isEmpty ? unsure : winners
        guard let found = try await text(key),
            possible.contains(where: { bytes("\(round)-\($0)") == found })
        else { return "what is stored is none of the winners'" }
        return nil
    }

    // MARK: Cleaning

    private func clean() async {
        let races = (0..<rounds).map { "create-race-\($0)" }
        for name in ["read-back", "create", "update", "missing", "update-race"] + races {
            try? await store.delete(key(name))
        }
    }
}
