import LakeModel
package import NIOHTTP1
package import Pipeline

/// An answer to a request, before it becomes bytes.
package struct Answer: Sendable {
    /// The status.
    package let status: HTTPResponseStatus
    /// The body's media type; nil when there is no body.
    package let contentType: String?
    /// The body.
    package let body: [UInt8]
    /// More header fields.
    package let headers: [Problem.Header]
    /// What was wrong, when something was.
    package let problem: Problem?
    /// What was changed, where the path does not say it.
    var subject: AuditText?

    private init(
        _ status: HTTPResponseStatus,
        contentType: String?,
        body: [UInt8],
        headers: [Problem.Header] = [],
        problem: Problem? = nil
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.headers = headers
        self.problem = problem
    }

    /// 200 with a line of text.
    package static func text(_ text: String) -> Answer {
        Answer(.ok, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }

    /// 204 with the methods that a path takes.
    package static func allow(_ methods: String) -> Answer {
        let allow = Problem.Header(name: "Allow", value: methods)
        return Answer(.noContent, contentType: nil, body: [], headers: [allow])
    }

    /// 200: what became of the events.
    package static func receipt(_ receipt: IngestReceipt) -> Answer {
        var json = JSONWriter(capacity: 64 + 128 * receipt.rejected.count)
        json.object { json in
            json.member("accepted", receipt.accepted)
            json.rejected(receipt.rejected)
            json.member("durability", receipt.durability)
        }
        return Answer(.ok, contentType: "application/json", body: json.bytes)
    }

    /// A JSON document.
    package static func json(
        _ body: [UInt8],
        status: HTTPResponseStatus = .ok,
        headers: [Problem.Header] = []
    ) -> Answer {
        Answer(status, contentType: "application/json", body: body, headers: headers)
    }

    /// A status without a body.
    package static func empty(
        _ status: HTTPResponseStatus,
        headers: [Problem.Header] = []
    ) -> Answer {
        Answer(status, contentType: nil, body: [], headers: headers)
    }

    /// A problem with its status.
    package static func problem(_ problem: Problem) -> Answer {
        var json = JSONWriter(capacity: 256 + 128 * problem.rejected.count)
        problem.write(to: &json)
        var headers = problem.headers
        if let seconds = problem.retryAfterSeconds {
            headers.append(.init(name: "Retry-After", value: "\(seconds)"))
        }
        return Answer(
            problem.status,
            contentType: problem.form == .details ? "application/problem+json" : "application/json",
            body: json.bytes,
            headers: headers,
            problem: problem
        )
    }
}

extension Problem {
    /// Writes the body in the problem's form.
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            switch form {
            case .details:
                json.member("type", type)
                json.member("title", status.reasonPhrase)
                json.member("status", status.code)
                json.member("detail", detail)
                if status == .unprocessableEntity { json.rejected(rejected) }
            case .catalog(let exception):
                json.name("error")
                json.object { json in
                    json.member("message", detail)
                    json.member("type", exception)
                    json.member("code", status.code)
                }
            case .token(let error):
                json.member("error", error)
                json.member("error_description", detail)
            }
        }
    }
}

extension JSONWriter {
    /// Writes the member `rejected`: every bad event of a request.
    fileprivate mutating func rejected(_ events: [RejectedEvent]) {
        name("rejected")
        array { json in
            for event in events {
                json.object { json in
                    json.member("index", event.index)
                    json.member("code", event.code)
                    if let field = event.field { json.member("field", field) }
                    json.member("message", event.message)
                }
            }
        }
    }
}
