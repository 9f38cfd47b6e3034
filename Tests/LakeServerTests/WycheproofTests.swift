import Foundation
import LakeServer
import Testing

/// Project Wycheproof's vectors for JSON Web Signatures and key sets.
@Suite("Wycheproof", .enabled(if: Wycheproof.isThere, "needs ../shared/data/conformance"))
struct WycheproofTests {
    @Test("every signature that must be refused is, and every good one is confirmed")
    func signatures() async throws {
        var count = 0
        for group in try Wycheproof.groups("json_web_signature_test.json") {
            let key = try unwrap((group["public"] ?? group["private"]) as? [String: Any])
            for test in try unwrap(group["tests"] as? [[String: Any]]) {
                let token = try unwrap(test["jws"] as? String)
                let isConfirmed = await Wycheproof.confirms(token, keys: [key])
                try check(test, isConfirmed, key["alg"] as? String ?? "")
                count += 1
            }
        }
        #expect(count == 401)
    }

    @Test("weak, mistyped and misused keys confirm nothing")
    func keys() async throws {
        var count = 0
        for group in try Wycheproof.groups("json_web_key_test.json") {
            let set = try unwrap((group["public"] ?? group["private"]) as? [String: Any])
            let keys = try unwrap(set["keys"] as? [[String: Any]])
            for test in try unwrap(group["tests"] as? [[String: Any]]) {
                let token = try unwrap(test["jws"] as? String)
                let isConfirmed = await Wycheproof.confirms(token, keys: keys)
                let algorithm = keys.count == 1 ? keys[0]["alg"] as? String ?? "" : "several"
                try check(test, isConfirmed, algorithm)
                count += 1
            }
        }
        #expect(count == 26)
    }

    private func check(_ test: [String: Any], _ isConfirmed: Bool, _ algorithm: String) throws {
        let number = try unwrap(test["tcId"] as? Int)
        let comment = try unwrap(test["comment"] as? String)
        let isSupported = SignatureAlgorithm(rawValue: algorithm) != nil
        switch test["result"] as? String {
        case "invalid": #expect(isConfirmed == Wycheproof.isGoodAfterAll(test), "\(number)")
        case "valid":
            let isExpected = isSupported && Wycheproof.refusals[comment] == nil
            #expect(isConfirmed == isExpected, "\(number) \(comment)")
        default: break
        }
    }
}

enum Wycheproof {
    /// Vectors called valid that are refused here, and why.
    ///
    /// Beside them, algorithms that are not
    /// taken at all (ES512, HS384, HS512), and secrets inside a key set.
    static let refusals = [
        "emptyPayload": "a token has claims",
        "Figure20": "the key says PS256, the token PS384",
        "InvalidCharacterInsertedInHeader": "RFC 7515 section 2 leaves no room for it",
        "InvalidCharacterInsertedInPayload": "RFC 7515 section 2 leaves no room for it",
    ]

    /// Two vectors are called invalid, for their padding, and yet are the text of a valid one.
    static func isGoodAfterAll(_ test: [String: Any]) -> Bool {
        ["invalidBase64Padding", "invalidBase64PaddingInPayload"]
            .contains(test["comment"] as? String)
            && (test["jws"] as? String)?.contains("=") == false
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/conformance/wycheproof").standardized

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path()) }

    static func groups(_ file: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: folder.appending(path: file))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try unwrap(object?["testGroups"] as? [[String: Any]])
    }

    /// Whether a token's signature is confirmed: a lone secret is a secret, all else a key set.
    static func confirms(_ token: String, keys: [[String: Any]]) async -> Bool {
        guard let signed = try? SignedToken(token.utf8) else { return false }
        if keys.count == 1, keys[0]["kty"] as? String == "oct" {
            guard keys[0]["alg"] as? String == "HS256",
                let bytes = (keys[0]["k"] as? String).flatMap({ Base64URL.decode($0.utf8) }),
                let secret = try? SharedSecret(bytes),
                let key = try? await VerificationKey(secret: secret)
            else { return false }
            return (try? key.verify(signed)) != nil
        }
        guard let json = try? JSONSerialization.data(withJSONObject: ["keys": keys]),
            let set = try? await VerificationKeySet(
                json: Array(json),
                for: Set(SignatureAlgorithm.allCases.filter(\.isAsymmetric))
            ), let key = set.key(named: signed.keyID, secret: false)
        else { return false }
        return (try? key.verify(signed)) != nil
    }
}
