import Testing

/// Rules that find nothing are of no use: here is what they must find.
@Suite("Tidy's rules")
struct RuleTests {
    private func file(_ text: String) -> SourceFile {
        SourceFile(
            path: "Sources/Here/There.swift",
            lines: text.split(separator: "\n", omittingEmptySubsequences: false)
        )
    }

    private func function(_ signature: String, statements: Int) -> String {
        """
        struct There {
            \(signature) {
        \(Array(repeating: "        work()", count: statements).joined(separator: "\n"))
            }
        }
        """
    }

    @Test(
        "a function is as long as from its first line to its last brace",
        arguments: ["func a()", "static func a() -> Int", "init()", "deinit", "@Test func a()"]
    )
    func functionLength(signature: String) {
        let long = file(function(signature, statements: 69))
        #expect(
            FunctionLength(file: long).exceeding(70) == ["Sources/Here/There.swift:2: 71 lines"]
        )
        #expect(FunctionLength(file: file(function(signature, statements: 68))).exceeding(70) == [])
    }

    @Test("a signature of several lines is part of its function")
    func wrappedSignature() {
        let text = function(
            "func a(\n        b: Int\n    )\n        throws(Failure) -> Int",
            statements: 66
        )
        #expect(FunctionLength(file: file(text)).exceeding(70).count == 1)
    }

    @Test("what has no body has no length: requirements, calls, comments")
    func noFalseAlarms() {
        let requirements = (0..<100).map { "    func a\($0)(\n        b: Int\n    ) -> Int" }
        let text = "protocol There {\n" + requirements.joined(separator: "\n") + "\n}"
        #expect(FunctionLength(file: file(text)).exceeding(70) == [])
        let comments = "/// func a() {\n" + String(repeating: "// }\n", count: 100) + "}"
        #expect(FunctionLength(file: file(comments)).exceeding(70) == [])
    }

    @Test("imports are found whatever their access")
    func imports() {
        let text =
            "import A\npublic import B\n@preconcurrency import C.D\n// import E\nlet import1 = 2"
        #expect(file(text).imports.map(\.module) == ["A", "B", "C.D"])
    }

    @Test("comments may name what code may not do")
    func comments() {
        #expect(file("    // now()\n    now()").places { $0.contains("now()") }.count == 1)
    }
}
