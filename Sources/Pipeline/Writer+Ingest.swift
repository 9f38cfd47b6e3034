import ByteCoding
import Columnar
public import LakeModel
import Synchronization
import WriteAheadLog

extension Writer {
    /// Whether a request of `bytes` would be taken now, asked before its body is read.
    public func admit(bytes: Int, from tenant: TenantID) throws(IngestError) {
        let refusal = state.withLock { state -> IngestError? in
            if let failure = state.failure { return failure }
            return state.ledger.admission(of: bytes, from: tenant)
        }
        if let refusal { throw refusal }
    }

    /// Decodes the events, makes them durable, and returns.
    public func ingest(_ request: IngestRequest) async throws(IngestError) -> IngestReceipt {
        let taken = try take(request)
        guard let end = taken.end else { return taken.receipt }
        do {
            try await components.log.waitUntilDurable(end)
        } catch {
            // A client that hung up is no failure of the log: its events stay, unacknowledged.
            if error.code != .cancelled { fail(error) }
            throw IngestError(.unavailable, "the events may not be durable: send them again")
        }
        return taken.receipt
    }

    /// What ``take(_:)`` did: the answer, and the position that must be durable before it is given.
    private struct Taken {
        let receipt: IngestReceipt
        let end: LogSequenceNumber?
    }

    /// Decodes the request into its table's buffer and appends it to the log.
    private func take(_ request: IngestRequest) throws(IngestError) -> Taken {
        guard schemas[request.table] != nil else { throw .unknownTable }
        let body = try BodyDecompressor.decompress(
            request.body,
            request.encoding,
            bytesMax: settings.bodyBytesMax
        )
        let scope = try RequestScope.begin(
            TableIdentifier(tenant: request.tenant, table: request.table),
            bytes: body.count,
            openTablesMax: request.openTablesMax,
            writer: self
        )
        do {
            let receipt = try scope.decode(body, request)
            let end = try scope.append(request)
            perform(scope.end(at: end))
            return Taken(receipt: receipt, end: end)
        } catch {
            perform(scope.abandon())
            throw error
        }
    }
}

extension IngestError {
    static let unknownTable = IngestError(.unknownTable, "there is no such table")
    static let erased = IngestError(.unavailable, "the tenant is being erased")
}

extension WriterState {
    /// Why nothing is taken, when nothing is.
    var failure: IngestError? {
        guard case .failed(let failure) = phase else { return nil }
        return IngestError(.unavailable, failure.answer, retryAfter: .seconds(10))
    }
}
