import Crypto

/// The body of `DeleteObjects`, and what its answer says.
///
/// Source: Amazon S3 API Reference, "DeleteObjects".
enum S3Deletion {
    /// The most objects that one request names.
    static let objectsMax = 1000

    /// The request's document; objects that are gone are not named in the answer.
    static func document(_ remnants: [Remnant], location: S3Location) -> [UInt8] {
        var text = "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet>"
        for remnant in remnants {
            text += "<Object><Key>\(XMLText.escaped(location.fullKey(remnant.path)))</Key>"
            if !remnant.id.isEmpty {
                text += "<VersionId>\(XMLText.escaped(remnant.id))</VersionId>"
            }
            text += "</Object>"
        }
        return Array((text + "</Delete>").utf8)
    }

    /// The value of `Content-MD5`, without which stores refuse the request.
    static func digest(_ body: [UInt8]) -> String {
        Base64Text.encoded(Array(Insecure.MD5.hash(data: body)))
    }

    /// Whether a key can be named in a document: XML 1.0 has no control characters.
    static func canName(_ remnant: Remnant) -> Bool {
        (remnant.path + remnant.id).unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar != "\u{FFFE}" && scalar != "\u{FFFF}"
        }
    }

    /// An object that was not removed, and why.
    struct Refusal: Hashable {
        let key: String
        let code: String
        let message: String
    }

    /// What was not removed.
    static func refusals(_ body: [UInt8]) throws(XMLReader.Failure) -> [Refusal] {
        let reply = try XMLElement.parse(body)
        guard reply.name == "DeleteResult" else {
            throw XMLReader.Failure(message: "<\(reply.name)> is no result of a deletion")
        }
        return reply.all("Error").map { item in
            Refusal(
                key: item["Key"]?.text ?? "",
                code: item["Code"]?.text ?? "",
                message: item["Message"]?.text ?? ""
            )
        }.filter { !["NoSuchKey", "NoSuchVersion"].contains($0.code) }
    }
}
