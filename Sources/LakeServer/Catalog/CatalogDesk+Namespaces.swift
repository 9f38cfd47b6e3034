import Iceberg
import LakeModel
import NIOHTTP1

/// Namespaces: one a tenant, of one level.
extension CatalogDesk {
    func listNamespaces(_ ticket: CatalogTicket) async throws -> Answer {
        let page = try PageRequest(ticket.route.query)
        let listing: Listing<TenantID>
        if let parent = ticket.route.query["parent"], !parent.isEmpty {
            // A tenant's namespace has none below it; another's is not there.
            guard let tenant = try? TenantID(parent), sees(ticket, tenant),
                try await catalog.namespaceExists(tenant)
            else { throw Problem.noSuchNamespace(parent) }
            listing = Listing(elements: [], next: nil)
        } else if let principal = ticket.principal, !principal.isAdmin {
            var own: [TenantID] = []
            if let tenant = principal.tenant, try await catalog.namespaceExists(tenant) {
                own = [tenant]
            }
            listing = Listing(elements: own, next: nil)
        } else {
            let after = try page.after { name in try? TenantID(name) }
            listing = try await page.collect(after: after, name: \.name) { after, limit in
                try await catalog.listNamespaces(after: after, limit: limit)
            }
        }
        var json = JSONWriter()
        json.object { json in
            json.name("namespaces")
            json.array { json in
                for tenant in listing.elements { json.array { $0.string(tenant.name) } }
            }
            if let next = listing.next { json.member("next-page-token", next) }
        }
        return .json(json.bytes)
    }

    private func sees(_ ticket: CatalogTicket, _ tenant: TenantID) -> Bool {
        ticket.principal.map { $0.isAdmin || $0.tenant == tenant } ?? false
    }

    func createNamespace(_ body: JSONNode) async throws -> Answer {
        let request: (levels: [String], properties: [String: String])
        do throws(CatalogError) {
            let levels = try body.required("namespace").elements { node throws(CatalogError) in
                try node.text()
            }
            request = (levels, try body.optional("properties")?.texts() ?? [:])
        } catch {
            throw error.asRequest
        }
        guard request.levels.count == 1, let tenant = try? TenantID(request.levels[0]) else {
            throw Problem.invalid(
                "A namespace is a tenant's name: one level that matches ^[a-z][a-z0-9_-]{1,61}$."
            )
        }
        try await catalog.createNamespace(tenant, properties: request.properties)
        var answer = Answer.json(Self.namespace(tenant, request.properties))
        answer.subject = "\(tenant)"
        return answer
    }

    func loadNamespace(_ route: CatalogRoute) async throws -> Answer {
        let tenant = try route.tenant()
        return .json(Self.namespace(tenant, try await catalog.loadNamespace(tenant)))
    }

    func namespaceExists(_ route: CatalogRoute) async throws -> Answer {
        guard try await catalog.namespaceExists(try route.tenant()) else { throw route.missing }
        return .empty(.noContent)
    }

    func dropNamespace(_ route: CatalogRoute) async throws -> Answer {
        try await catalog.dropNamespace(try route.tenant())
        return .empty(.noContent)
    }

    func updateProperties(_ route: CatalogRoute, _ body: JSONNode) async throws -> Answer {
        let tenant = try route.tenant()
        let removals: [String]
        let updates: [String: String]
        do throws(CatalogError) {
            removals =
                try body.optional("removals")?.elements { node throws(CatalogError) in
                    try node.text()
                } ?? []
            updates = try body.optional("updates")?.texts() ?? [:]
        } catch {
            throw error.asRequest
        }
        guard !removals.contains(where: { updates[$0] != nil }) else {
            throw Problem.catalog(
                .unprocessableEntity,
                "contradictory_request",
                "UnprocessableEntityException",
                "A property is both set and removed."
            )
        }
        let change = try await catalog.updateNamespaceProperties(
            tenant,
            removals: removals,
            updates: updates
        )
        var json = JSONWriter()
        json.object { json in
            json.member("updated", change.updated)
            json.member("removed", change.removed)
            json.member("missing", change.missing)
        }
        return .json(json.bytes)
    }

    private static func namespace(_ tenant: TenantID, _ properties: [String: String]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("namespace", [tenant.name])
            json.member("properties", properties)
        }
        return json.bytes
    }
}
