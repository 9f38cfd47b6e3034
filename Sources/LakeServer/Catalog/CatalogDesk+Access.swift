import Iceberg
import LakeModel
import NIOHTTP1
import ObjectStorage

/// Readers' access to the files of tables.
extension CatalogDesk {
    /// Fresh credentials, for a reader whose own are about to expire.
    func loadCredentials(_ ticket: CatalogTicket) async throws -> Answer {
        let table = try ticket.route.table()
        guard try await catalog.tableExists(table) else { throw ticket.route.missing }
        let grant: FileAccess.Grant
        do throws(ObjectStoreError) {
            grant = try await files.vended(table, ticket)
        } catch {
            throw CatalogError(.unavailable, error.message, retryAfter: error.retryAfter)
        }
        var json = JSONWriter(capacity: 2048)
        json.object { json in grant.writeCredentials(to: &json, isRequired: true) }
        return .json(json.bytes, headers: grant.headers)
    }

    /// Signs a request to the store.
    ///
    /// Which keys it may name is the signer's to judge: whether the table is there would cost a look
    /// into the store for each of a reader's requests.
    func signRequest(_ ticket: CatalogTicket, _ body: JSONNode) async throws -> Answer {
        let table = try ticket.route.table()
        guard let request = RemoteSigningRequest(body) else {
            throw Problem.invalid("A request to be signed has method, region, uri and headers.")
        }
        let answer: RemoteSigningAnswer?
        do throws(ObjectStoreError) {
            answer = try await files.sign(request, table, ticket)
        } catch {
            guard error.code == .denied else {
                throw CatalogError(.unavailable, error.message, retryAfter: error.retryAfter)
            }
            throw Problem.catalog(.forbidden, "not_signed", "ForbiddenException", error.message)
        }
        guard let answer else { throw Problem.unsupportedOperation }
        var json = JSONWriter(capacity: 1024)
        answer.write(to: &json)
        return .json(json.bytes, headers: [.init(name: "Cache-Control", value: "no-store")])
    }
}
