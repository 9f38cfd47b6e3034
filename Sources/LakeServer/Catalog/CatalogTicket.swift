package import LakeModel
package import NIOHTTP1

/// A request to the catalog that was admitted, and holds memory for its body.
package struct CatalogTicket: Sendable {
    /// Who asks; nil where no token is needed.
    package let principal: Principal?
    /// What is known of the tenant that asks; nil: an operator asks, or nobody known.
    package let record: TenantRecord?
    /// What is asked for.
    package let route: CatalogRoute
    /// The request's header fields.
    package let headers: HTTPHeaders
    /// The most bytes that the body may have.
    package let bodySizeMax: Int
    /// The memory, given back when the last copy of the ticket is gone.
    package let reservation: ByteReservation
}
