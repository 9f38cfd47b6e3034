import Foundation
import ObjectStorage
import Testing

/// The request, canonical request, string to sign and signature of each case of the AWS suite.
///
/// Source: awslabs/aws-c-auth, `tests/aws-signing-test-suite/v4`.
@Suite("SigV4 test suite")
struct SigV4VectorTests {
    /// A case's surroundings, `context.json`.
    struct Context: Decodable {
        struct Keys: Decodable {
            let access_key_id: String
            let secret_access_key: String
            let token: String?
        }

        let credentials: Keys
        let expiration_in_seconds: Int
        let normalize: Bool
        let region: String
        let service: String
        let sign_body: Bool
        let timestamp: String
        let omit_session_token: Bool?
    }

    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("shared/data/conformance/sigv4/v4")

    static let cases = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

    @Test(
        "all 38 cases are signed alike, by headers and by query",
        .enabled(if: cases != nil, "needs ../shared/data/conformance/sigv4")
    )
    func suite() throws {
        let cases = try #require(Self.cases)
        for name in cases { try check(name) }
        #expect(cases.count == 38)
    }

    private func check(_ name: String) throws {
        func text(_ file: String) throws -> String {
            let url = Self.folder.appendingPathComponent(name).appendingPathComponent(file)
            return String(decoding: try Data(contentsOf: url), as: UTF8.self)
        }
        let context = try JSONDecoder().decode(
            Context.self,
            from: Data(try text("context.json").utf8)
        )
        let request = try Self.parse(try text("request.txt"))
        let signer = SigV4Signer(
            region: context.region,
            service: context.service,
            pathRule: context.normalize ? .normalized : .encoded
        )
        let credentials = Credentials(
            accessKeyID: context.credentials.access_key_id,
            secretAccessKey: Secret(context.credentials.secret_access_key),
            sessionToken: context.credentials.token.map(Secret.init)
        )
        let time = try #require(UnixTime(iso8601: context.timestamp))
        let signsToken = context.omit_session_token != true

        let header = signer.signed(
            request,
            with: credentials,
            at: time,
            addsPayloadHash: context.sign_body,
            signsSessionToken: signsToken
        )
        let query = signer.presigned(
            request,
            with: credentials,
            at: time,
            expiry: .seconds(context.expiration_in_seconds),
            signsSessionToken: signsToken
        )
        for (kind, steps) in [("header", header.steps), ("query", query.steps)] {
            let canonical = try text("\(kind)-canonical-request.txt")
            #expect(steps.canonicalRequest.text == canonical, "\(name), \(kind)")
            #expect(
                steps.stringToSign == (try text("\(kind)-string-to-sign.txt")),
                "\(name), \(kind)"
            )
            #expect(steps.signature == (try text("\(kind)-signature.txt")), "\(name), \(kind)")
        }
        let authorization = header.added.last.map { "Authorization:\($0.value)" } ?? ""
        #expect(try text("header-signed-request.txt").contains(authorization), "\(name)")
    }

    private static func parse(_ text: String) throws -> SigningRequest {
        let halves = text.components(separatedBy: "\n\n")
        var lines = halves[0].split(separator: "\n", omittingEmptySubsequences: true).map(
            String.init
        )
        let requestLine = lines.removeFirst()
        let method = String(requestLine.prefix { $0 != " " })
        let target = requestLine.dropFirst(method.count + 1).dropLast(" HTTP/1.1".count)
        let mark = target.firstIndex(of: "?")
        let query = mark.map { target[target.index(after: $0)...] } ?? ""
        let body = halves.count > 1 ? halves[1] : ""
        return SigningRequest(
            method: method,
            path: String(target[..<(mark ?? target.endIndex)]),
            query: query.split(separator: "&").map { parameter in
                let pair = parameter.split(separator: "=", maxSplits: 1).map(String.init)
                let decoded = pair.map { PercentEncoding.decode($0) ?? $0 }
                return .init(decoded[0], decoded.count > 1 ? decoded[1] : "")
            },
            headers: lines.reduce(into: []) { headers, line in
                if line.first?.isWhitespace == true, let last = headers.popLast() {
                    headers.append(.init(last.name, last.value + "\n" + line))
                } else {
                    let pair = line.split(separator: ":", maxSplits: 1).map(String.init)
                    headers.append(.init(pair[0], pair.count > 1 ? pair[1] : ""))
                }
            },
            payload: .sha256(sha256(body))
        )
    }

    private static func sha256(_ text: String) -> String {
        SigV4Signer.payloadHash(Array(text.utf8))
    }
}
