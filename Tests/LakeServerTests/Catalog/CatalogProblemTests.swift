import Iceberg
import LakeServer
import NIOHTTP1
import Testing

@Suite("Problems of the catalog")
struct CatalogProblemTests {
    private func problem(
        _ code: CatalogError.Code,
        _ method: HTTPMethod
    ) throws -> (status: UInt, exception: String, problem: Problem) {
        let head = HTTPRequestHead(
            version: .http1_1,
            method: method,
            uri: "/catalog/v1/namespaces/acme/tables/clicks"
        )
        guard case .catalog(let route) = try Route(head) else { throw Unrouted() }
        let problem = Problem.catalog(CatalogError(code, "the inside"), route)
        guard case .catalog(let exception) = problem.form else { throw Unrouted() }
        return (problem.status.code, exception, problem)
    }

    private struct Unrouted: Error {}

    @Test("a commit that certainly did not happen is never answered 5xx")
    func certain() throws {
        for code in CatalogError.Code.allCases where code != .commitStateUnknown {
            let answer = try problem(code, .POST)
            #expect((400..<500).contains(answer.status), "\(code)")
        }
        let unknown = try problem(.commitStateUnknown, .POST)
        #expect(unknown.status == 500)
        #expect(unknown.exception == "CommitStateUnknownException")
    }

    @Test(
        "errors have the status and the exception that clients act upon",
        arguments: [
            (CatalogError.Code.noSuchTable, 404, "NoSuchTableException"),
            (.noSuchNamespace, 404, "NoSuchNamespaceException"),
            (.alreadyExists, 409, "AlreadyExistsException"),
            (.namespaceNotEmpty, 409, "NamespaceNotEmptyException"),
            (.commitFailed, 409, "CommitFailedException"),
            (.invalidRequest, 400, "BadRequestException"),
            (.corrupt, 500, "CorruptMetadataException"),
            (.unavailable, 503, "ServiceUnavailableException"),
            (.denied, 503, "ServiceUnavailableException"),
        ]
    )
    func statuses(code: CatalogError.Code, status: UInt, exception: String) throws {
        let answer = try problem(code, .GET)
        #expect(answer.status == status)
        #expect(answer.exception == exception)
    }

    @Test("what is wrong inside is told to the operator alone")
    func inside() throws {
        for code in [CatalogError.Code.corrupt, .unavailable, .denied, .commitStateUnknown] {
            let told = try problem(code, .GET).problem
            #expect(!told.detail.contains("the inside"))
            #expect(told.cause == "the inside")
        }
        #expect(try problem(.unavailable, .POST).problem.retryAfter == .seconds(2))
    }
}
