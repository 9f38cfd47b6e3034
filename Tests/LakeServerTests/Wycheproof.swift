import Foundation
import LakeServer

/// The files of Project Wycheproof's vectors that concern tokens.
enum Wycheproof {
    /// Where an answer differs from the one that the vector's file asks for, by file and number.
    static let departures: [String: [Int: String]] = [
        "json_web_signature_test.json": Dictionary(
            uniqueKeysWithValues: [
                (noClaims, [259, 264, 268, 272, 320, 325]), (pinned, [346, 350]),
                (notTaken, [347, 351]), (strictBase64, [372, 373]), (samePadding, [367, 370]),
            ].flatMap { reason, numbers in numbers.map { ($0, reason) } }
        ),
        "json_web_key_test.json": [2: secretInSet, 14: notTaken, 15: notTaken],
        "json_web_crypto_test.json": [48: secretInSet, 50: encrypted, 67: encrypted],
    ]

    // Valid, and refused here.
    private static let noClaims = "an empty payload: a token has claims"
    private static let pinned = "the key says PS256, the token PS384"
    private static let notTaken = "ES512, HS384 and HS512 are algorithms that are not taken"
    private static let strictBase64 = "white space in base64: RFC 7515 section 2 has no room for it"
    private static let secretInSet = "secrets inside a key set: they come by a file of their own"
    private static let encrypted = "an encrypted token: there is no key for it here"
    // Invalid, and confirmed here.
    private static let samePadding = "called padded, and yet the very text of a valid vector"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/conformance/wycheproof").standardized

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path()) }

    /// The vectors of a file.
    static func vectors(_ file: String) throws -> [WycheproofVector] {
        let data = try Data(contentsOf: folder.appending(path: file))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let vectors = try unwrap(object?["testGroups"] as? [[String: Any]]).flatMap { group in
            let key = try unwrap((group["public"] ?? group["private"]) as? [String: Any])
            let keys = key["keys"] as? [[String: Any]] ?? [key]
            return try unwrap(group["tests"] as? [[String: Any]]).map { test in
                try WycheproofVector(test, keys: keys)
            }
        }
        guard vectors.count == object?["numberOfTests"] as? Int else { throw Missing() }
        return vectors
    }
}

/// A vector: a token, the keys to confirm it with, and what must come of it.
struct WycheproofVector: CustomStringConvertible {
    let number: Int
    let result: String
    private let comment: String
    private let token: String
    private let keys: [[String: Any]]

    init(_ test: [String: Any], keys: [[String: Any]]) throws {
        number = try unwrap(test["tcId"] as? Int)
        result = try unwrap(test["result"] as? String)
        comment = try unwrap(test["comment"] as? String)
        self.keys = keys
        let token = try unwrap(test["jws"] ?? test["jwe"])
        if let text = token as? String {
            self.token = text
        } else {
            // The general JSON serialization, as a client would send it.
            let json = try JSONSerialization.data(withJSONObject: token)
            self.token = String(decoding: json, as: UTF8.self)
        }
    }

    var description: String { "\(number) \(comment), \(result)" }

    /// Whether the token's signature is confirmed: a lone secret is a secret, all else a key set.
    func isConfirmed() async -> Bool {
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
