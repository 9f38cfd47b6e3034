import Foundation
import JWTKit
import LakeServer

/// An issuer in a test: private keys, the key set that belongs to them, and tokens of any shape.
struct TestIssuer: Sendable {
    static let name = "https://issuer.test"
    static let audience = "lake"
    static let secret = [UInt8](repeating: 7, count: 32)

    let es256 = ES256PrivateKey()
    let es384 = ES384PrivateKey()
    let edDSA: EdDSA.PrivateKey
    let rsa: Insecure.RSA.PrivateKey

    init() throws {
        edDSA = try EdDSA.PrivateKey(curve: .ed25519)
        rsa = try Insecure.RSA.PrivateKey(pem: Self.rsaPEM)
    }

    /// The key set, a key for each algorithm; `kid` is the algorithm in lower case.
    func keySet(_ names: [String] = ["rs256", "ps256", "es256", "es384", "eddsa"]) throws -> String
    {
        let (modulus, exponent) = try rsa.publicKey.getKeyPrimitives()
        let rsaNumbers = "\"n\":\"\(url(modulus))\",\"e\":\"\(url(exponent))\""
        let es256Point = try point(es256.parameters)
        let es384Point = try point(es384.parameters)
        let edwards = url(edDSA.publicKey.rawRepresentation)
        let keys = [
            "rs256": "\"kty\":\"RSA\",\"alg\":\"RS256\",\(rsaNumbers)",
            "ps256": "\"kty\":\"RSA\",\"alg\":\"PS256\",\(rsaNumbers)",
            "rsa": "\"kty\":\"RSA\",\(rsaNumbers)",
            "es256": "\"kty\":\"EC\",\"crv\":\"P-256\",\(es256Point)",
            "es384": "\"kty\":\"EC\",\"crv\":\"P-384\",\(es384Point)",
            "eddsa": "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"\(edwards)\"",
        ]
        let entries = names.compactMap { name in
            keys[name].map { "{\"kid\":\"\(name)\",\"use\":\"sig\",\($0)}" }
        }
        return "{\"keys\":[\(entries.joined(separator: ","))]}"
    }

    /// A token with this header and payload, signed with the key of `algorithm`.
    func token(_ algorithm: String, header: String? = nil, payload: String) async throws -> String {
        let header = header ?? "{\"alg\":\"\(algorithm)\",\"kid\":\"\(algorithm.lowercased())\"}"
        let signed = "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(payload.utf8))"
        let signature = try await signer(algorithm).sign(Array(signed.utf8))
        return "\(signed).\(Base64URL.encode(signature))"
    }

    /// The private key behind `algorithm`.
    func signer(_ algorithm: String) async throws -> any JWTAlgorithm {
        let collection = JWTKeyCollection()
        switch algorithm {
        case "RS256": await collection.add(rsa: rsa, digestAlgorithm: .sha256)
        case "RS384": await collection.add(rsa: rsa, digestAlgorithm: .sha384)
        case "RS512": await collection.add(rsa: rsa, digestAlgorithm: .sha512)
        case "PS256": await collection.add(pss: rsa, digestAlgorithm: .sha256)
        case "ES256": await collection.add(ecdsa: es256)
        case "ES384": await collection.add(ecdsa: es384)
        case "EdDSA": await collection.add(eddsa: edDSA)
        default:
            await collection.add(hmac: HMACKey(from: Self.secret), digestAlgorithm: .sha256)
        }
        return try await collection.getKey()
    }

    /// A payload that counts at `now`, with more members or others in their place.
    static func payload(
        at now: Int64,
        tenant: String? = "\"acme\"",
        issuer: String = "\"\(name)\"",
        audience: String? = "\"\(audience)\"",
        expiry: String? = nil,
        more: String = ""
    ) -> String {
        var members = ["\"iss\":\(issuer)", "\"exp\":\(expiry ?? "\(now + 600)")"]
        if expiry == "" { members.removeLast() }
        if let audience { members.append("\"aud\":\(audience)") }
        if let tenant { members.append("\"custom:tenantId\":\(tenant)") }
        if !more.isEmpty { members.append(more) }
        return "{\(members.joined(separator: ","))}"
    }

    private func url(_ bytes: some Sequence<UInt8>) -> String { Base64URL.encode(bytes) }

    private func point(_ parameters: ECDSAParameters?) throws -> String {
        let parameters = try unwrap(parameters)
        let x = try unwrap(Data(base64Encoded: parameters.x))
        let y = try unwrap(Data(base64Encoded: parameters.y))
        return "\"x\":\"\(url(x))\",\"y\":\"\(url(y))\""
    }

    /// Made by `openssl genrsa 2048` for these tests; it guards nothing.
    private static let rsaPEM = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCzgjbQyKk6ZmJn
        4642Qi4Ene9ZAdo8UpHpLPilLs0i1OhH6MB4k0/tdd6xj4GKihVpsaPaYOm6r40I
        ok/VkZ4KQgis9iLEmX3gwcb9GepJ6/g7hOgFd9PjkeYxc4Mlgj90g1fY80EbQrS6
        Sa83OrPWSrttpr+WRU77g0/0vZd0paMSYzPOfTMCrXjXuKEq7B4BX1G27dccvyRP
        8NiJ175dmu9M/UeZYWdeoZhSp6apBljWiL9J/Ns/gEEjYND/zZN2Py+Z1LtZeUjH
        1PXwoQ1Z5mnsO/4NzvyUtPAHH9BLEDp6eG/kpowaBUA3RtJktBOaSgy38nQbzoXc
        8p1/OVuxAgMBAAECggEABWTLCaiREF4oysvxw7oAimCS41VfUO/laBPTDM0qzZPt
        vtHLJrq80uFdzAjVCmw68UgTKLamXAoP7mVIiZ3fswABvrpOmFWvjWQex7zsAavQ
        QG/7Gl71Xbsk8/HVzCsghcgeImvjIuyOlzv4XDjfundx/LBFkkBW4gIzq6KFI7R7
        HeJVT+sonWcQFbl0t1rH9ZRwPPgpkkNcdhFJel02Ca/1qy1uarLTO60/o4gV3PXT
        yt/nN+ih+xAzqJEDIcDBcsYeIpYCxzzJiEcghXVfQUd8DOIxiVHpJRRPCc5Zt+90
        rGOXjQe/TYZZcx33Ndd+6INL3hW1xIfxlhpKaKdYIQKBgQDdUBSQigTDwmtt1+wM
        iECleV2ZgHMVvaJLaQ1PI/osxcKXDDskD4zbgeXHEmzHWKsGHOeJ4whi8Ic5bKFs
        RF+q0RWXFpAJFVGwySNIIj1Zt5GQfa+t7xw8B6ee/7w6YQJwAKpPMAEPOrohvCAW
        LtppVXJ+ONQpgrb/zj2cIUkzXQKBgQDPpMpL0kR36gfREmxSYpDvg6OR3HdOFRkq
        QOIJKEJLRnbSq8n933hbl50sg9Cb/i8GS/KT6X8RBbteChHan10PcmoCtgCNzrB2
        u18MvE6Zwcy/ElGnSNa6cTLYhy616Nx3jf++jRzxPZ25xdk2IBL5/CuXrVmXbINB
        C9ztbo74ZQKBgA+QbzHPExC1XprGAarL9kfs5iFCgFV6FazaAX6cWB7H9axrxsj9
        cvmJBCDg8dd/K9/tLndrCQ70PX5TXnLfyB6aP7t1ccHBxxH4w0tyZQAnQcx4ml9Q
        Hps2Kpqq/5DXe7VmxpN1G833Ylm3AkatGt0njjrEQl98+uO4nGqbiKtdAoGAJJAL
        3xYDYGohPjtUP52Dj+lKICEGEQW+DKaoJpykL8UUnzwIsV9sPhSQZIpBbXZwqVcu
        O8Vdzo2H1KNJSYnORS4MZLXPmyjOAdo0fnWaEZECkJKVNjOpO+M65M3I99ctGxAx
        /Ee01PXYlCG2gcVcEhDJTEgGApfk9Ms198kD+9ECgYEAh+qgyfRHMD4JK0VUrLf9
        wduKDbj2+V3H1FIvmpeFd/ndoQXW4aZQ/jydMTVkJ7Jij+D8VwE00xjZmGma67KP
        RWFangUHa+YXCZ7btAb9W4V0lzLmg5og6o6VzqV0W14mcdbM6BV9WqsaPaGdCHKT
        jpowNDy7SXH3RR0Qx7bxBZc=
        -----END PRIVATE KEY-----
        """
}
