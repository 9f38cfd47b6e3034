import LakeModel

/// A request that was admitted, and holds memory for its body.
package enum Ticket: Sendable {
    /// Events.
    case events(EventsTicket)
    /// A request to the catalog.
    case catalog(CatalogTicket)

    /// Why the body may not have so many bytes; nil when it may, and then they are reserved.
    func refusal(ofBodySize size: Int) -> Problem? {
        switch self {
        case .events(let ticket):
            if let sizeMax = ticket.record.quota.requestBytesMax?.value, size > sizeMax {
                return .bodyTooLarge(sizeMax).concerning(ticket.tenant, ticket.target.table)
            }
            guard !ticket.reservation.grow(to: size) else { return nil }
            return .bodiesFull.concerning(ticket.tenant, ticket.target.table)
        case .catalog(let ticket):
            guard size <= ticket.bodySizeMax else {
                return .catalogBodyTooLarge(ticket.bodySizeMax)
            }
            return ticket.reservation.grow(to: size) ? nil : .catalogBusy
        }
    }
}
