import LakeModel
import TenantPolicies
import Testing

/// Templates are tried through the form `access-grants`, which may be any JSON.
@Suite("PolicyTemplate")
struct PolicyTemplateTests {
    private func render(
        _ template: String,
        _ access: TenantGrant.Access = .read
    ) throws -> String {
        let files = try TemplateSamples.generate(
            [.accessGrants],
            try TemplateSamples.terms(access: access),
            [try TemplateSamples.tenant("t1")],
            templates: try TemplateSamples.templates([.accessGrants: template])
        )
        var writer = JSONWriter()
        writer.node(try TemplateSamples.json(files, "access-grants/t1.json"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func refuses(_ template: String, _ reason: String, at pointer: String) {
        let error = #expect(throws: (any Error).self, "\(template)") { try render(template) }
        let text = error.map { "\($0)" } ?? ""
        let place = pointer.isEmpty ? "" : " \(pointer):"
        #expect(text.contains("access-grants.json:1:\(place) "), "\(text)")
        #expect(text.contains(reason), "\(text)")
    }

    @Test("values take their places, and what has none stays as it is")
    func values() throws {
        #expect(
            try render(#"{"a":"{{bucket}}/{{root}}x","{{tenant}}":[1.50,null,true,"}}"]}"#)
                == #"{"a":"lake/root/x","t1":[1.50,null,true,"}}"]}"#
        )
    }

    @Test("a list repeats the element that it stands in, and nothing else")
    func lists() throws {
        #expect(
            try render(#"["a","<{{table}}>","b"]"#)
                == #"["a","<clicks>","<sales>","<dead_letters>","b"]"#
        )
        refuses(#"{"a":"{{table}}"}"#, "is a list", at: "/a")
        refuses(#"["{{table}}{{folder}}"]"#, "two lists", at: "/0")
    }

    @Test("an object is repeated for each value")
    func repeated() throws {
        #expect(
            try render(#"[{"{{each}}":"table","t":"{{table}}"}]"#)
                == #"[{"t":"clicks"},{"t":"sales"},{"t":"dead_letters"}]"#
        )
        refuses(#"{"a":{"{{each}}":"table"}}"#, "in an array", at: "/a")
        refuses(#"[{"{{each}}":"bucket"}]"#, "no list", at: "/0")
    }

    @Test("conditions leave out elements, members and objects")
    func conditions() throws {
        let template =
            #"{"a":["x","{{if write}}w","{{unless write}}r"],"{{if write}}m":1,"#
            + #""o":{"{{if}}":"write","b":2},"p":[{"{{unless}}":"write","c":3}]}"#
        #expect(try render(template) == #"{"a":["x","r"],"p":[{"c":3}]}"#)
        #expect(try render(template, .write) == #"{"a":["x","w"],"m":1,"o":{"b":2},"p":[]}"#)
        refuses(#"{"a":"{{if write}}x"}"#, "goes to the member's name", at: "/a")
        refuses(#"["x{{if write}}y"]"#, "at the beginning", at: "/0")
    }

    @Test("what is no placeholder is an error at its place, never a text")
    func unknown() {
        refuses(#"{"a":{"b":["x","{{nobody}}"]}}"#, "no placeholder of that name", at: "/a/b/1")
        refuses(#"{"a":"{{bucket"}"#, "without '}}'", at: "/a")
        refuses(#"{"a":"{{ bucket }}"}"#, "no placeholder", at: "/a")
        refuses(#"[{"{{if}}":"nobody"}]"#, "no placeholder", at: "/0/{{if}}")
        refuses(#"{"a":"{{own-key}}"}"#, "has no value here", at: "/a")
        refuses(#"{"a":"{{write}}"}"#, "has no value here", at: "/a")
        refuses(#"{"{{if}}":"write"}"#, "cannot be left out", at: "")
    }

    @Test("members that come to the same name are an error")
    func names() {
        refuses(#"{"a":{"t1":1,"{{tenant}}":2}}"#, "the same name", at: "/a")
    }

    @Test("a value cannot leave the string that it stands in")
    func injection() throws {
        // The one value that may hold what JSON escapes is the lake's prefix.
        var terms = try TemplateSamples.terms(root: "a'b,:[]<>")
        terms.encryption = .s3
        terms.defaultKey = nil
        let files = try TemplateSamples.generate(
            [.identity],
            terms,
            [try TemplateSamples.tenant("t1")]
        )
        let policy = try TemplateSamples.json(files, "identity/t1.json")
        #expect(
            policy["Statement"]?.array?.first?["Resource"]?.array?.first?.string
                == "arn:aws:s3:::lake/a'b,:[]<>/clicks/tenantId=t1/*"
        )
        #expect(policy["Statement"]?.array?.count == 5)
    }

    @Test("text that is no JSON is told by line")
    func json() {
        let error = #expect(throws: PolicyTemplateError.self) {
            try TemplateSamples.templates([.kms: "{\n  \"a\": }"])
        }
        #expect(error?.file == "kms.json" && error?.line == 2)
    }
}
