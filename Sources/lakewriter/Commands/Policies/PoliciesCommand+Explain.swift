import ArgumentParser
import Foundation
import LakeModel
import TenantPolicies

extension PoliciesCommand {
    /// `lakewriter policies explain`: which statement decides a request, and why.
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a request is allowed, which statement decides, and why.",
            discussion: """
                Judges as AWS does and asks nobody. Either one request is given by its action and \
                resource, or --requests names a file of them, one JSON object a line, each with \
                its own policies; the answers are one line each. Exits 0 whatever the answer is.
                """
        )

        @Option(help: "A file of requests, one JSON object a line; - is standard input.")
        var requests: String?

        @Option(help: "The tenant who asks: its policy in the folder of --policies is judged.")
        var tenant: String?

        @Option(help: "The operation, such as s3:GetObject.")
        var action: String?

        @Option(help: "What it is made on: an ARN, or s3://bucket/key.")
        var resource: String?

        @Option(help: "What else is known, as key=value; again for a further value.")
        var condition: [String] = []

        @Option(help: "An identity policy; may be given several times.")
        var policy: [String] = []

        @Option(help: "A policy of the session, which limits it.")
        var session: [String] = []

        @Option(help: "The permissions boundary.")
        var boundary: String?

        @Option(help: "The bucket's policy.")
        var bucketPolicy: String?

        @Option(help: "Who asks, by ARN; without it no more is known than the policies.")
        var principal: String?

        @Option(help: "The account that owns the resource; the requester's without it.")
        var account: String?

        @Option(help: "The folder that policies generate wrote.")
        var policies = "./out"

        @Flag(help: "Write one line of JSON.")
        var json = false

        func validate() throws {
            if requests != nil {
                guard action == nil, resource == nil, tenant == nil, policy.isEmpty else {
                    throw ValidationError("--requests brings its own requests and policies.")
                }
                return
            }
            guard action != nil, resource != nil else {
                throw ValidationError("--action and --resource are needed, or --requests.")
            }
            if tenant != nil, !policy.isEmpty {
                throw ValidationError("Name a --tenant or its --policy files, not both.")
            }
        }

        func run() async throws {
            if let requests { return try answer(requests) }
            let explanation = PolicyExplanation(try request(), try set())
            print(json ? String(decoding: explanation.json, as: UTF8.self) : explanation.text)
        }

        private func request() throws -> PolicyRequest {
            guard let action, let resource else {
                throw ValidationError("--action and --resource are needed.")
            }
            var request = PolicyRequest(action: action, resource: Self.arn(resource))
            if let principal {
                guard let requester = PolicyRequester(principal) else {
                    throw ValidationError("--principal \(principal) is no principal.")
                }
                request.requester = requester
            }
            for pair in condition {
                guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
                    throw ValidationError("--condition is written key=value.")
                }
                let key = String(pair[..<equals])
                request.context[key].append(String(pair[pair.index(after: equals)...]))
            }
            // What a request of today over TLS has, unless it is said to be another.
            let seconds = Runtime.secondsSinceEpoch()
            let now = Date(timeIntervalSince1970: TimeInterval(seconds))
            let usual = [
                "aws:SecureTransport": "true", "aws:CurrentTime": now.ISO8601Format(),
                "aws:EpochTime": String(seconds),
            ]
            for (key, value) in usual where request.context[key].isEmpty {
                request.context[key] = [value]
            }
            return request
        }

        private func set() throws -> PolicySet {
            var identity = try policy.map { try Self.document($0, as: .identity) }
            if let tenant {
                let tenant = try TenantID(tenant)
                identity.append(
                    try Self.document("\(policies)/identity/\(tenant).json", as: .identity)
                )
            }
            let bucket = try bucketPolicy.map { try Self.document($0, as: .resource) }
            return PolicySet(
                identity: identity,
                session: session.isEmpty
                    ? nil : try session.map { try Self.document($0, as: .identity) },
                boundary: try boundary.map { try Self.document($0, as: .identity) },
                resource: bucket,
                resourceAccount: account
            )
        }

        private static func document(_ path: String, as kind: PolicyKind) throws -> PolicyDocument {
            try PolicyFile.read(path, as: kind)
        }

        /// An ARN as it is, `s3://bucket/key` as the ARN of the object.
        private static func arn(_ text: String) -> String {
            text.hasPrefix("s3://") ? "arn:aws:s3:::" + text.dropFirst("s3://".count) : text
        }

        /// Answers every line of a file.
        private func answer(_ path: String) throws {
            var reader = try LineReader(
                path,
                chunkBytes: Self.chunkBytes,
                lineBytesMax: Self.lineBytesMax
            )
            var line = 0
            var unread = 0
            while let chunk = try reader.next() {
                var answers = Data()
                for text in chunk.split(separator: UInt8(ascii: "\n")) {
                    line += 1
                    do {
                        answers += try PolicyQuery(Array(text)).answer()
                    } catch {
                        unread += 1
                        answers += Self.problem(error, line: line)
                    }
                    answers.append(UInt8(ascii: "\n"))
                }
                try FileHandle.standardOutput.write(contentsOf: answers)
            }
            if unread > 0 { throw UnreadRequests(count: unread) }
        }

        private static func problem(_ error: PolicySyntaxError, line: Int) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { json in
                json.name("id")
                json.null()
                json.member("line", line)
                json.member("error", error.description)
            }
            return writer.bytes
        }

        /// Few enough bytes that answers flow while a program still asks.
        private static let chunkBytes = 1 << 16
        /// Room for a bucket's policy of 20 KiB and as many identity policies as a role may have.
        private static let lineBytesMax = 1 << 20
    }
}

/// Some lines were no requests.
private struct UnreadRequests: Error, CustomStringConvertible {
    let count: Int

    var description: String { "\(count) lines are no requests; their answers say why" }
}
