import Foundation
import Iceberg
import LakeTesting
import ObjectStorage
import Testing

@Suite("StoreProbe")
struct StoreProbeTests {
    private let world = CatalogWorld()

    private func run(_ store: any ObjectStore) async throws -> StoreProbeReport {
        try await StoreProbe(store: store, runtime: world.runtime).run()
    }

    @Test("memory and a directory keep all promises, and nothing of the probe stays")
    func good() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("lakewriter-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let directory = try LocalObjectStore(directory: path, runtime: .live)
        for store in [InMemoryObjectStore(), directory] as [any ObjectStore] {
            let report = try await run(store)
            #expect(report.findings.map(\.promise) == StoreProbeReport.Promise.allCases)
            #expect(report.findings.filter { !$0.isKept } == [])
            #expect(report.isSafeForManyWriters && report.isSafeForSingleWriter)
            #expect(try await store.list(prefix: "", after: nil).objects.isEmpty)
        }
    }

    @Test("a store that ignores conditions is found out")
    func ignoring() async throws {
        let memory = InMemoryObjectStore()
        let report = try await run(ConditionIgnoringStore(memory))
        #expect(!report.isSafeForManyWriters && report.isSafeForSingleWriter)
        #expect(report.findings.filter(\.isKept).map(\.promise) == [.readBack])
        #expect(try await memory.list(prefix: "", after: nil).objects.isEmpty)
    }

    @Test("a store that heeds only some conditions is found out")
    func partial() async throws {
        struct Case {
            let heeds: @Sendable (PutMode) -> Bool
            let broken: [StoreProbeReport.Promise]
        }
        let cases = [
            Case(
                heeds: { $0 == .create },
                broken: [.wrongTagRefused, .missingUpdateRefused, .updateRace]
            ),
            Case(heeds: { $0 != .create }, broken: [.secondCreateRefused, .createRace]),
        ]
        for one in cases {
            let report = try await run(PartialStore(InMemoryObjectStore(), heeds: one.heeds))
            #expect(report.findings.filter { !$0.isKept }.map(\.promise) == one.broken)
            #expect(!report.isSafeForManyWriters)
        }
    }

    @Test("a store that looks before it puts, and not when it does, is found out")
    func looking() async throws {
        let report = try await run(LookingStore(InMemoryObjectStore()))
        #expect(
            report.findings.filter { !$0.isKept }.map(\.promise) == [.createRace, .updateRace]
        )
    }

    @Test("a store that refuses conditions outright is found out")
    func refusing() async throws {
        let recording = PartialStore(InMemoryObjectStore(), refuses: true) { _ in true }
        let report = try await run(recording)
        #expect(report.findings.filter(\.isKept).map(\.promise) == [.readBack])
        #expect(report.isSafeForSingleWriter)
    }

    @Test("a store that is away or forbids the probe is an error")
    func away() async throws {
        for (code, wanted) in [
            (ObjectStoreError.Code.unavailable, CatalogError.Code.unavailable),
            (.denied, .denied), (.outcomeUnknown, .commitStateUnknown),
        ] {
            let plan = FaultPlan([.init(.put, 3, .failBefore(code))])
            await #expect(throws: CatalogError(wanted, "")) {
                try await run(FaultyObjectStore(InMemoryObjectStore(), plan: plan))
            }
        }
    }

    /// Heeds some conditions, or refuses all.
    private final class PartialStore: ForwardingStore {
        let store: any ObjectStore
        let refuses: Bool
        let heeds: @Sendable (PutMode) -> Bool

        init(
            _ store: any ObjectStore,
            refuses: Bool = false,
            heeds: @escaping @Sendable (PutMode) -> Bool
        ) {
            self.store = store
            self.refuses = refuses
            self.heeds = heeds
        }

        func put(
            _ key: ObjectKey,
            _ bytes: [UInt8],
            mode: PutMode
        ) async throws(ObjectStoreError) -> ObjectAttributes {
            guard !refuses || mode == .overwrite else {
                throw ObjectStoreError(.invalidRequest, "501 Not Implemented")
            }
            return try await store.put(key, bytes, mode: heeds(mode) ? mode : .overwrite)
        }
    }

    /// Checks conditions a while before it acts on them.
    private final class LookingStore: ForwardingStore {
        let store: any ObjectStore

        init(_ store: any ObjectStore) {
            self.store = store
        }

        func put(
            _ key: ObjectKey,
            _ bytes: [UInt8],
            mode: PutMode
        ) async throws(ObjectStoreError) -> ObjectAttributes {
            let tag = try? await store.head(key).entityTag
            switch mode {
            case .create where tag != nil:
                throw ObjectStoreError(.alreadyExists, "taken")
            case .update(let wanted) where tag != wanted:
                throw ObjectStoreError(.preconditionFailed, "changed")
            default: break
            }
            try? await Task.sleep(for: .milliseconds(50))
            return try await store.put(key, bytes, mode: .overwrite)
        }
    }
}
