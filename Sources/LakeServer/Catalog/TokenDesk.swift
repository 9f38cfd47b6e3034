import Iceberg
import LakeModel
import NIOHTTP1
import ObjectStorage

/// Trades a client's secret for a token, for clients that insist on doing so.
///
/// The secret is a bearer token that the server accepts anyway, and the token that is answered is
/// that same one, with the time it has left: no second kind of identity, nothing to keep, and
/// nothing that lives longer than what the issuer signed. The client id is free.
/// Source: RFC 6749 sections 2.3.1, 4.4 and 5; Iceberg REST catalog specification, `getToken`.
struct TokenDesk: Sendable {
    private let authenticator: Authenticator
    private let tenants: TenantDoor
    private let audit: AuditLog
    private let now: @Sendable () -> UnixTime

    init(
        authenticator: Authenticator,
        tenants: TenantDoor,
        audit: AuditLog,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.authenticator = authenticator
        self.tenants = tenants
        self.audit = audit
        self.now = now
    }

    /// Answers a form.
    func answer(_ headers: HTTPHeaders, _ body: [UInt8]) async -> Answer {
        do throws(Problem) {
            let secret = try Self.secret(headers, body)
            let verified = try await verify(secret)
            try admit(verified.principal)
            audit.tell(
                AuditEvent(
                    .tokenIssued,
                    by: AuditActor(verified.principal),
                    tenant: verified.principal.tenant,
                    action: AuditText(CatalogOperation.getToken.rawValue)
                )
            )
            var json = JSONWriter(capacity: 256 + secret.utf8.count)
            json.object { json in
                json.member("access_token", secret)
                json.member("token_type", "bearer")
                json.member("issued_token_type", "urn:ietf:params:oauth:token-type:access_token")
                json.member("expires_in", max(1, verified.expiry - now().seconds))
            }
            return .json(json.bytes, headers: Self.uncached)
        } catch {
            return .problem(error)
        }
    }

    private func admit(_ principal: Principal) throws(Problem) {
        guard !principal.isAdmin, let tenant = principal.tenant else { return }
        do throws(Problem) {
            _ = try tenants.admit(tenant)
        } catch {
            throw error.told(as: .token(error: "unauthorized_client")).concerning(tenant, nil)
        }
    }

    private func verify(
        _ secret: String
    ) async throws(Problem) -> (principal: Principal, expiry: Int64) {
        do throws(AuthenticationError) {
            return try await authenticator.verified(Array(secret.utf8))
        } catch .keysUnavailable {
            throw Problem.authentication(.keysUnavailable)
                .told(as: .token(error: "temporarily_unavailable"))
        } catch {
            throw Problem(
                .unauthorized,
                error.rawValue,
                "The client secret is a bearer token of this server. \(error.detail)"
            ).told(as: .token(error: "invalid_client"))
                .with("WWW-Authenticate", "Basic realm=\"lakewriter\"")
        }
    }

    private static func secret(
        _ headers: HTTPHeaders,
        _ body: [UInt8]
    ) throws(Problem) -> String {
        guard let pairs = PercentCoding.pairs(body) else { throw malformed("It is no form.") }
        var form: [String: String] = [:]
        for pair in pairs {
            guard form.updateValue(pair.value, forKey: pair.name) == nil else {
                throw malformed("A parameter stands twice.")
            }
        }
        guard let grant = form["grant_type"] else { throw malformed("It has no grant_type.") }
        guard grant == "client_credentials" else {
            throw Problem(
                .badRequest,
                "unsupported_grant_type",
                "The only grant is client_credentials: a token lives as long as its issuer says."
            ).told(as: .token(error: "unsupported_grant_type"))
        }
        if let secret = form["client_secret"], !secret.isEmpty { return secret }
        guard let secret = basicSecret(headers["authorization"]), !secret.isEmpty else {
            throw malformed("It has no client_secret.")
        }
        return secret
    }

    /// The password of HTTP's Basic scheme (RFC 7617), which clients of OAuth2 escape as in a form.
    private static func basicSecret(_ values: [String]) -> String? {
        guard values.count == 1, let space = values[0].firstIndex(of: " "),
            values[0][..<space].lowercased() == "basic"
        else { return nil }
        // Base64's own alphabet and padding in terms of the other one's.
        var text: [UInt8] = []
        for byte in values[0][space...].utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "="): continue
            case UInt8(ascii: "+"): text.append(UInt8(ascii: "-"))
            case UInt8(ascii: "/"): text.append(UInt8(ascii: "_"))
            default: text.append(byte)
            }
        }
        guard let decoded = Base64URL.decode(text),
            let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return PercentCoding.decode(decoded[(colon + 1)...], isForm: true)
    }

    private static func malformed(_ reason: String) -> Problem {
        Problem(.badRequest, "token_request_malformed", "The request for a token: \(reason)")
            .told(as: .token(error: "invalid_request"))
    }

    /// RFC 6749 section 5.1.
    private static let uncached: [Problem.Header] = [
        .init(name: "Cache-Control", value: "no-store")
    ]
}
