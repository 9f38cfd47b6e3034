import ObjectStorage
import Synchronization

/// Carries a plan's faults out, for a store and its uploads together.
final class FaultInjector: Sendable {
    private struct State {
        var plan: FaultPlan
        var injected: [FaultyObjectStore.Injected] = []
    }

    private let state: Mutex<State>
    private let sleep: @Sendable (Duration) async -> Void

    init(_ plan: FaultPlan, sleep: @escaping @Sendable (Duration) async -> Void) {
        state = Mutex(State(plan: plan))
        self.sleep = sleep
    }

    var injected: [FaultyObjectStore.Injected] { state.withLock { $0.injected } }

    func setActive(_ isActive: Bool) {
        state.withLock { $0.plan.isActive = isActive }
    }

    /// Makes a call, with what the plan has in store for it.
    func call<Success: Sendable>(
        _ operation: StoreOperation,
        _ subject: String,
        onTorn: () async -> Void = {},
        _ body: () async throws(ObjectStoreError) -> Success
    ) async throws(ObjectStoreError) -> Success {
        let fault = state.withLock { state in
            let fault = state.plan.next(operation)
            if let fault {
                state.injected.append(.init(operation: operation, subject: subject, fault: fault))
            }
            return fault
        }
        switch fault {
        case nil: return try await body()
        case .delay(let pause):
            await sleep(pause)
            return try await body()
        case .failBefore(let code):
            throw ObjectStoreError(code, "injected: \(operation) \(subject) was not done")
        case .failAfter:
            _ = try? await body()
            throw ObjectStoreError(
                operation.isWrite ? .outcomeUnknown : .unavailable,
                "injected: the answer to \(operation) \(subject) was lost"
            )
        case .tornMultipart:
            await onTorn()
            let isUploads = operation == .uploadPart || operation == .complete
            throw ObjectStoreError(
                isUploads ? .outcomeUnknown : .unavailable,
                "injected: the upload of \(subject) was torn"
            )
        }
    }
}
