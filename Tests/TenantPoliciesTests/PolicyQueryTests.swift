import LakeModel
import TenantPolicies
import Testing

@Suite("Requests as lines") struct PolicyQueryTests {
    private static func answer(_ line: String) throws -> JSONNode {
        try JSONDocument(try PolicyQuery(Array(line.utf8)).answer()).root
    }

    private static let allow =
        #"{"Version":"2012-10-17","Statement":{"Sid":"S","Effect":"Allow","Action":"s3:*","Resource":"*"}}"#

    @Test("are answered with the asker's id, the decision, its statements, and why")
    func answering() throws {
        let line =
            #"{"id":{"n":7},"identity":[\#(Self.allow)],"session":null,"action":"s3:GetObject","#
            + #""resource":"arn:aws:s3:::b/k","context":{"s3:prefix":["a"],"aws:SecureTransport":true}}"#
        let answer = try Self.answer(line)
        #expect(answer["id"]?["n"]?.integer == 7)
        #expect(answer["decision"]?.string == "allow")
        #expect(answer["statements"]?.array?.map(\.string) == ["identity[0]/Statement/0 \"S\""])
        #expect(answer["why"]?.string == "identity[0]/Statement/0 \"S\" allows it")
    }

    @Test("are judged by sessions, boundaries, buckets and accounts")
    func policies() throws {
        let none =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:B","Resource":"*"}}"#
        let bucket =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#
        let request = #""action":"s3:GetObject","resource":"arn:aws:s3:::b/k""#
        let user = #""principal":"arn:aws:iam::111111111111:user/ann""#
        for (members, decision) in [
            (#""identity":\#(Self.allow),"session":[\#(none)]"#, "implicitDeny"),
            (#""identity":\#(Self.allow),"boundary":\#(none)"#, "implicitDeny"),
            (#""identity":\#(Self.allow),"boundary":null"#, "allow"),
            (#""identity":[],"bucket":\#(bucket),\#(user)"#, "allow"),
            (#""bucket":\#(bucket),"principal":"anonymous""#, "allow"),
            (#""bucket":\#(bucket),"account":"222222222222",\#(user)"#, "implicitDeny"),
            (
                #""identity":\#(Self.allow),"bucket":\#(bucket),"account":"222222222222",\#(user)"#,
                "allow"
            ),
            (#""identity":\#(Self.allow),"account":"222222222222",\#(user)"#, "implicitDeny"),
            (#""identity":\#(Self.allow),"key":\#(bucket)"#, "allow"),
            (
                #""identity":\#(Self.allow),"key":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"1"},"Action":"*","Resource":"*"}}"#,
                "implicitDeny"
            ),
        ] {
            let answer = try Self.answer("{\(members),\(request)}")
            #expect(answer["decision"]?.string == decision, "\(members)")
            #expect(answer["id"]?.value == .null)
        }
    }

    @Test("say what is wrong with them")
    func refusals() {
        let request = #""action":"s3:GetObject","resource":"arn:aws:s3:::b/k""#
        for (line, pointer) in [
            ("[]", ""), ("{", ""), (#"{"action":"s3:GetObject"}"#, ""),
            (#"{\#(request),"policy":1}"#, "/policy"),
            (#"{\#(request),"identity":[{"Version":"2012-10-17"}]}"#, "/identity/0"),
            (#"{\#(request),"principal":"ann"}"#, "/principal"),
            (#"{\#(request),"context":{"a:b":[null]}}"#, "/context/a:b/0"),
            (#"{\#(request),"context":{"a:b":"c","A:B":"d"}}"#, "/context/A:B"),
            (#"{\#(request),"context":[]}"#, "/context"),
            (#"{\#(request),"bucket":{},"key":{}}"#, "/key"),
        ] {
            let error = #expect(throws: PolicySyntaxError.self, "\(line)") {
                try PolicyQuery(Array(line.utf8))
            }
            #expect(error?.problems.first?.pointer == pointer, "\(line)")
        }
    }
}
