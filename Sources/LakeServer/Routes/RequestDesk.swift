package import ByteCoding
import LakeModel
package import NIOHTTP1
package import Pipeline

/// Judges requests and passes them on: everything about a request but its bytes on the wire.
///
/// Whatever can be refused is refused by the head alone, in this order: route, credential, the
/// tenant's state, table, content type, size, the tenant's rates, what the pipeline and the memory
/// have room for. Shared by all connections.
package struct RequestDesk: Sendable {
    /// What becomes of a request whose head has arrived.
    package enum Decision: Sendable {
        /// It is answered without its body.
        case answer(Answer)
        /// Its token is new: verify it with ``RequestDesk/verify(_:_:_:)``, which may take a while.
        case verify(token: [UInt8])
        /// Its body may come.
        case collect(Ticket)
    }

    private let authenticator: Authenticator
    private let tenants: TenantDoor
    private let ingester: any EventIngesting
    private let catalog: CatalogDesk?
    private let bodySizeMax: Int
    private let budget: ByteBudget
    private let catalogBudget: ByteBudget
    private let audit: AuditLog

    /// Creates the desk.
    package init(
        settings: HTTPSettings,
        authenticator: Authenticator,
        tenants: TenantDoor,
        ingester: any EventIngesting,
        catalog: CatalogDesk? = nil,
        audit: AuditLog
    ) {
        self.authenticator = authenticator
        self.tenants = tenants
        self.ingester = ingester
        bodySizeMax = settings.bodySizeMax
        self.catalog = catalog
        budget = ByteBudget(
            sizeMax: settings.bodiesSizeMax,
            shareSizeMax: settings.tenantBodiesSizeMax
        )
        catalogBudget = ByteBudget(
            sizeMax: settings.catalogSizeMax,
            shareSizeMax: settings.catalogTenantSizeMax
        )
        self.audit = audit
    }

    /// Judges a request by its head; waits for nothing.
    package func receive(_ head: HTTPRequestHead, _ framing: RequestFraming) -> Decision {
        decide(head) { () throws(Problem) in
            let route = try Route(head)
            switch route {
            case .options(let methods): return .answer(.allow(methods))
            case .liveness: return .answer(.text("ok"))
            case .readiness: return .answer(try readiness())
            case .catalog(let route) where !route.operation.needsToken:
                return .collect(.catalog(try admit(nil, head, framing, route)))
            case .events, .catalog:
                let token = try bearerToken(head)
                guard let principal = authenticator.remembered(token) else {
                    return .verify(token: Array(token))
                }
                return .collect(try admit(principal, head, framing, route))
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
            return .answer(.problem(Problem.authentication(error, of: head).told(to: head)))
        }
        return decide(head) { () throws(Problem) in
            .collect(try admit(principal, head, framing, try Route(head)))
        }
    }

    /// Passes a whole request on, and says what became of it.
    package func answer(_ ticket: Ticket, _ body: PaddedBytes) async -> Answer {
        switch ticket {
        case .events(let ticket): return await ingest(ticket, body)
        case .catalog(let ticket):
            guard let catalog else { return .problem(.notFound.inCatalog) }
            do throws(Problem) {
                // As of events: a signature must not be had by sending a body slowly.
                _ = try admit(ticket.principal, to: ticket.route)
            } catch {
                return .problem(error.inCatalog)
            }
            return await catalog.answer(ticket, body)
        }
    }

    /// Passes a request's events on, and says what became of them.
    private func ingest(_ ticket: EventsTicket, _ body: PaddedBytes) async -> Answer {
        let problem: Problem
        do {
            // A body may take its time: whoever was suspended meanwhile is not served any more.
            _ = try tenants.admit(ticket.tenant)
            // Only now is it known how large a body in chunks is.
            if !ticket.hasKnownSize { try ingester.admit(bytes: body.count, from: ticket.tenant) }
            let receipt = try await ingester.ingest(ticket.request(body))
            ticket.charge?.settle(
                events: receipt.accepted + receipt.rejected.count,
                bytes: body.count
            )
            return .receipt(receipt)
        } catch let error as IngestError {
            ticket.charge?.settle(events: error.rejected.count, bytes: body.count)
            tenants.count(error)
            problem = .ingest(error)
        } catch let refusal as Problem {
            problem = refusal
        } catch {
            preconditionFailure("a request fails by a problem or an error of the pipeline")
        }
        return .problem(problem.concerning(ticket.tenant, ticket.target.table))
    }

    /// Tells the operator about a request that was refused.
    package func log(_ problem: Problem, _ head: HTTPRequestHead?, peer: () -> String?) {
        audit.tellDenied(problem.tenant) { problem.audited(head, peer: peer()) }
    }

    private func decide(
        _ head: HTTPRequestHead,
        _ body: () throws(Problem) -> Decision
    ) -> Decision {
        do {
            return try body()
        } catch {
            return .answer(.problem(error.told(to: head)))
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
        _ route: Route
    ) throws(Problem) -> Ticket {
        switch route {
        case .events(let table, let query):
            return .events(try admit(principal, head, framing, table, query))
        case .catalog(let route):
            return .catalog(try admit(principal, head, framing, route))
        case .liveness, .readiness, .options: throw .notFound
        }
    }

    private func admit(
        _ principal: Principal?,
        _ head: HTTPRequestHead,
        _ framing: RequestFraming,
        _ route: CatalogRoute
    ) throws(Problem) -> CatalogTicket {
        guard catalog != nil else { throw .notFound }
        if let principal { try route.permit(principal) }
        let record = try admit(principal, to: route)
        let sizeMax = min(route.operation.bodySizeMax, bodySizeMax)
        let size = framing.contentLength ?? 0
        if size > sizeMax { throw .catalogBodyTooLarge(sizeMax) }
        let reserved = max(size, route.operation.reservationSizeMin)
        // Operators act for whom they like, and are not held to one tenant's share.
        let holder = principal?.isAdmin == false ? principal?.tenant : nil
        guard let reservation = catalogBudget.reserve(reserved, for: holder) else {
            throw .catalogBusy.concerning(holder, nil)
        }
        return CatalogTicket(
            principal: principal,
            record: record,
            route: route,
            headers: head.headers,
            bodySizeMax: sizeMax,
            reservation: reservation
        )
    }

    /// What is known of a tenant that asks the catalog for its own; nil for operators, who see
    /// everybody's.
    private func admit(
        _ principal: Principal?,
        to route: CatalogRoute
    ) throws(Problem) -> TenantRecord? {
        guard let principal, !principal.isAdmin, let tenant = principal.tenant else { return nil }
        let table = route.object.flatMap { try? TableName($0) }
        do throws(Problem) {
            let record = try tenants.admit(tenant)
            if let table { try tenants.admit(record, to: table) }
            return record
        } catch {
            throw error.concerning(tenant, table)
        }
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
            let record = try tenants.admit(tenant)
            let target = try EventsTarget(table: table, query: query, headers: head.headers)
            try tenants.admit(record, to: target.table)
            let size = framing.contentLength
            if let size, size > bodySizeMax { throw .bodyTooLarge(bodySizeMax) }
            try tenants.admit(record, bodyOf: size ?? 0)
            let charge = try tenants.charge(tenant, record.quota, bytes: size ?? 0)
            let reservation: ByteReservation
            do throws(Problem) {
                reservation = try reserve(size ?? 0, for: tenant)
            } catch {
                charge?.cancel()
                throw error
            }
            return EventsTicket(
                tenant: tenant,
                target: target,
                record: record,
                charge: charge,
                hasKnownSize: size != nil,
                reservation: reservation
            )
        } catch {
            throw error.concerning(tenant, table)
        }
    }

    /// Asks the pipeline whether a body would be taken, and takes memory for it.
    private func reserve(
        _ size: Int,
        for tenant: TenantID
    ) throws(Problem) -> ByteReservation {
        do throws(IngestError) {
            try ingester.admit(bytes: size, from: tenant)
        } catch {
            tenants.count(error)
            throw .ingest(error)
        }
        guard let reservation = budget.reserve(size, for: tenant) else { throw .bodiesFull }
        return reservation
    }
}
