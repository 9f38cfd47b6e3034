import LakeServer
import Testing

/// A suite about an authenticator of one issuer, whose clock and whose log it holds.
protocol AuthenticatorSuite {
    var issuer: TestIssuer { get }
    var clock: TestClock { get }
    var logs: RecordingLogs { get }
}

extension AuthenticatorSuite {
    func authenticator(
        keys: KeySource = .url("https://issuer.test/keys"),
        algorithms: Set<SignatureAlgorithm> = [
            .rs256, .rs384, .ps256, .es256, .es384, .edDSA,
        ],
        adminRule: AdminRule? = AdminRule(claim: "groups", value: "lake-admins"),
        fetch: KeySetFetch? = nil
    ) throws -> Authenticator {
        let set = Array(try issuer.keySet().utf8)
        var settings = AuthenticationSettings()
        settings.issuers = [
            try IssuerSettings(
                issuer: TestIssuer.name,
                audience: TestIssuer.audience,
                keys: keys,
                tenantClaim: "custom:tenantId",
                algorithms: algorithms,
                adminRule: adminRule
            )
        ]
        return try Authenticator(
            settings: settings,
            fetch: fetch ?? { _, _, _ in set },
            secondsSinceEpoch: clock.read,
            logger: logs.logger
        )
    }

    func payload(
        tenant: String? = "\"acme\"",
        issuer: String = "\"\(TestIssuer.name)\"",
        audience: String? = "\"lake\"",
        expiry: String? = nil,
        more: String = ""
    ) -> String {
        TestIssuer.payload(
            at: clock.now,
            tenant: tenant,
            issuer: issuer,
            audience: audience,
            expiry: expiry,
            more: more
        )
    }

    func expect(
        _ error: AuthenticationError,
        for token: String,
        _ authenticator: Authenticator? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let authenticator = try authenticator ?? self.authenticator()
        await #expect(throws: error, sourceLocation: sourceLocation) {
            try await authenticator.authenticate(Array(token.utf8))
        }
        let remembered = authenticator.remembered(token.utf8)
        #expect(remembered == nil, sourceLocation: sourceLocation)
    }
}
