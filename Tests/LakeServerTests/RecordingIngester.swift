import ByteCoding
import LakeModel
import Pipeline
import Synchronization

/// A pipeline that remembers what it was given and answers as a test tells it.
final class RecordingIngester: EventIngesting {
    struct Taken: Hashable, Sendable {
        let tenant: String
        let table: String
        let format: IngestRequest.Format
        let encoding: IngestRequest.ContentEncoding
        let body: String
        let isStrict: Bool
    }

    private struct State {
        var taken: [Taken] = []
        var admittedSizes: [Int] = []
        var admission: IngestError?
        var readiness = Readiness.ready
        var result: Result<IngestReceipt, IngestError> = .success(
            IngestReceipt(accepted: 1, rejected: [], durability: "local-disk")
        )
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var taken: [Taken] { state.withLock { $0.taken } }
    var admittedSizes: [Int] { state.withLock { $0.admittedSizes } }
    var heldCount: Int { state.withLock { $0.held.count } }

    var readiness: Readiness {
        get { state.withLock { $0.readiness } }
        set { state.withLock { $0.readiness = newValue } }
    }

    func refuseAdmission(_ error: IngestError?) {
        state.withLock { $0.admission = error }
    }

    func answer(_ result: Result<IngestReceipt, IngestError>) {
        state.withLock { $0.result = result }
    }

    /// Makes requests wait inside the pipeline until ``release()``.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func admit(bytes: Int, from tenant: TenantID) throws(IngestError) {
        let refusal = state.withLock { state in
            state.admittedSizes.append(bytes)
            return state.admission
        }
        if let refusal { throw refusal }
    }

    func ingest(_ request: IngestRequest) async throws(IngestError) -> IngestReceipt {
        let taken = Taken(
            tenant: request.tenant.name,
            table: request.table.name,
            format: request.format,
            encoding: request.encoding,
            body: String(decoding: request.body.array, as: UTF8.self),
            isStrict: request.isStrict
        )
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                if state.isHeld { state.held.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        return try state.withLock { state in
            state.taken.append(taken)
            return state.result
        }.get()
    }
}
