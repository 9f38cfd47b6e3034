package import ByteCoding
import LakeModel
package import NIOHTTP1
package import Pipeline

/// Judges requests and passes their events on: everything about a request but its bytes on the wire.
///
/// Whatever can be refused is refused by the head alone, in this order: route, credential, table,
/// content type, size, what the pipeline and the memory have room for. Shared by all connections.
package struct RequestDesk: Sendable {
    /// What becomes of a request whose head has arrived.
    package enum Decision: Sendable {
        /// It is answered without its body.
        case answer(Answer)
        /// Its token is new: verify it with ``RequestDesk/verify(_:_:_:)``, which may take a while.
        case verify(token: [UInt8])
        /// Its body may come.
        case collect(EventsTicket)
    }

    private let authenticator: Authenticator
    private let ingester: any EventIngesting
    private let bodySizeMax: Int
    private let budget: ByteBudget
    private let denials: DenialLog

    /// Creates the desk.
    package init(
        settings: HTTPSettings,
        authenticator: Authenticator,
        ingester: any EventIngesting,
        denials: DenialLog
    ) {
        self.authenticator = authenticator
        self.ingester = ingester
        bodySizeMax = settings.bodySizeMax
        budget = ByteBudget(sizeMax: settings.bodiesSizeMax)
        self.denials = denials
    }

    /// Judges a request by its head; waits for nothing.
    package func receive(_ head: HTTPRequestHead, _ framing: RequestFraming) -> Decision {
        decide { () throws(Problem) in
            switch try Route(head) {
            case .options(let methods): return .answer(.allow(methods))
            case .liveness: return .answer(.text("ok"))
            case .readiness: return .answer(try readiness())
            case .events(let table, let query):
                let token = try bearerToken(head)
                guard let principal = authenticator.remembered(token) else {
                    return .verify(token: Array(token))
                }
                return .collect(try admit(principal, head, framing, table, query))
            }
        }
    }

    /// Judges a request whose token has to be verified first.
    package func verify(
        _ token: [UInt8],
        _ head: HTTPRequestHead,
        _ framing: RequestFraming
    ) async -> Decision {
        let principal: Principal
        do {
            principal = try await authenticator.authenticate(token)
        } catch {
            return .answer(.problem(.authentication(error)))
        }
        return decide { () throws(Problem) in
            guard case .events(let table, let query) = try Route(head) else { throw .notFound }
            return .collect(try admit(principal, head, framing, table, query))
        }
    }

    /// Passes a request's events on, and says what became of them.
    package func ingest(_ ticket: EventsTicket, _ body: PaddedBytes) async -> Answer {
        do throws(IngestError) {
            // Only now is it known how large a body in chunks is.
            if !ticket.hasKnownSize { try ingester.admit(bytes: body.count) }
            return .receipt(try await ingester.ingest(ticket.request(body)))
        } catch {
            return .problem(.ingest(error).concerning(ticket.tenant, ticket.target.table))
        }
    }

    /// Tells the operator about a request that was refused.
    package func log(_ problem: Problem, peer: String?) {
        denials.tell(problem, peer: peer)
    }

    private func decide(_ body: () throws(Problem) -> Decision) -> Decision {
        do {
            return try body()
        } catch {
            return .answer(.problem(error))
        }
    }

    private func bearerToken(
        _ head: HTTPRequestHead
    ) throws(Problem) -> Substring.UTF8View {
        do {
            return try BearerCredential.token(in: head.headers["authorization"])
        } catch {
            throw .authentication(error)
        }
    }

    private func readiness() throws(Problem) -> Answer {
        let reason: (code: String, detail: String)
        switch ingester.readiness {
        case .ready: return .text("ready")
        case .starting: reason = ("starting", "The log is being replayed.")
        case .draining: reason = ("draining", "The server is stopping.")
        case .failing(let cause): reason = ("failing", cause)
        }
        throw Problem(.serviceUnavailable, reason.code, reason.detail)
            .retrying(after: .seconds(1))
    }

    private func admit(
        _ principal: Principal,
        _ head: HTTPRequestHead,
        _ framing: RequestFraming,
        _ table: TableName?,
        _ query: String
    ) throws(Problem) -> EventsTicket {
        guard let tenant = principal.tenant else {
            throw .tenantRequired.concerning(nil, table)
        }
        do throws(Problem) {
            let target = try EventsTarget(table: table, query: query, headers: head.headers)
            let size = framing.contentLength
            if let size, size > bodySizeMax { throw .bodyTooLarge(bodySizeMax) }
            try askPipeline(size ?? 0)
            guard let reservation = budget.reserve(size ?? 0) else { throw .bodiesFull }
            return EventsTicket(
                tenant: tenant,
                target: target,
                hasKnownSize: size != nil,
                reservation: reservation
            )
        } catch {
            throw error.concerning(tenant, table)
        }
    }

    private func askPipeline(_ size: Int) throws(Problem) {
        do {
            try ingester.admit(bytes: size)
        } catch {
            throw .ingest(error)
        }
    }
}
