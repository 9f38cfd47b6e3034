import Testing

/// The house's rules that a program can check, held against the project's own text.
@Suite("Tidy")
struct TidyTests {
    private let files = SourceTree.files
    private let sources = SourceTree.sources

    @Test("the tree is found")
    func findsTheTree() {
        #expect(sources.count > 100)
        #expect(files.count > sources.count)
    }

    @Test("no file has more than 400 lines")
    func fileLength() {
        #expect(files.filter { $0.lines.count > 401 }.map(\.path) == [])
    }

    @Test("no line of code has more than 100 columns, also not one that the formatter cannot break")
    func lineLength() {
        #expect(sources.flatMap { $0.places { $0.count > 100 } } == [])
    }

    @Test("no function has more than 70 lines")
    func functionLength() {
        #expect(files.flatMap { FunctionLength(file: $0).exceeding(70) } == [])
    }

    @Test("nothing is left for later")
    func nothingIsLeftForLater() {
        // Put together, so that this file passes its own rule.
        let marks: Set<String> = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        let found = files.flatMap { file in
            file.lines.indices.filter { offset in
                file.lines[offset].split { !$0.isLetter }.contains { marks.contains(String($0)) }
            }.map { file.place($0) }
        }
        #expect(found == [])
    }

    @Test("tests see what is public or package, and nothing else")
    func noTestableImports() {
        let attribute = "@" + "testable"
        #expect(files.flatMap { $0.places { $0.contains(attribute) } } == [])
    }

    @Test("only broken promises trap, and say which")
    func noBlindTraps() {
        let words = ["fatal" + "Error(", "try" + "! ", "as" + "! "]
        let found = files.flatMap { file in
            file.places { line in words.contains { line.contains($0) } }
        }
        #expect(found == [])
    }

    @Test("clocks and chance are injected: they are real only where the program is composed")
    func noHiddenInputs() {
        let inputs = ["Date()", "UUID()", "SystemRandomNumberGenerator()", "time(nil)"]
        let found = sources.filter { !isComposition($0) }.flatMap { file in
            file.places { line in
                inputs.contains { line.contains($0) }
                    || (line.contains(".random(in:") && !line.contains("using:"))
            }
        }
        #expect(found == [])
    }

    private func isComposition(_ file: SourceFile) -> Bool {
        file.path.hasPrefix("Sources/lakewriter/Composition/")
            || file.path.hasSuffix("/SystemClock.swift") || file.path.hasSuffix("+Live.swift")
    }

    @Test("targets import what their arrows allow")
    func arrows() {
        let found = sources.flatMap { file -> [String] in
            guard let allowed = Arrows.allowed[file.target] else {
                return ["\(file.path): no arrows are known for \(file.target)"]
            }
            return file.imports
                .filter { !allowed.contains($0.module) && !Arrows.always.contains($0.module) }
                .map { "\(file.place($0.offset)): \($0.module)" }
        }
        #expect(found == [])
    }

    @Test("the arrows between targets form no circle")
    func noCircles() {
        var left = Arrows.allowed.mapValues { $0.intersection(Arrows.allowed.keys) }
        while let leaf = left.first(where: { $0.value.isEmpty })?.key {
            left[leaf] = nil
            for target in left.keys { left[target]?.remove(leaf) }
        }
        #expect(left.isEmpty)
    }

    @Test("a file of Sources that begins with a type says what the type is")
    func documentsTypes() {
        let found = sources.compactMap { file -> String? in
            guard let first = file.lines.firstIndex(where: { declares($0, among: Self.kinds) }),
                declares(file.lines[first], among: Self.types)
            else { return nil }
            let above = file.lines[..<first].last { !$0.hasPrefix("@") }
            return above?.hasPrefix("///") == true ? nil : file.place(first)
        }
        #expect(found == [])
    }

    @Test("a file bears the name of its type, or of the type that it extends")
    func namesFiles() {
        let found = sources.filter { file in
            guard let name = file.path.split(separator: "/").last?.dropLast(6) else { return true }
            let parts = name.split(separator: "+")
            if Self.namedAfterTheirPurpose.contains(name) { return false }
            let type = parts.first ?? name
            return !file.lines.contains { line in
                declares(line, among: Self.kinds)
                    && line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains(type)
            }
        }
        #expect(found.map(\.path) == [])
    }

    @Test("no module has a type of its own name, which nobody could tell apart from it")
    func modulesAndTypes() {
        let found = sources.flatMap { file in
            file.places { line in
                declares(line, among: Self.types)
                    && line.split(separator: " ").contains { word in
                        word.prefix { $0.isLetter } == file.target
                    }
            }
        }
        #expect(found == [])
    }

    private static let namedAfterTheirPurpose: Set<Substring> = [
        "ConfigurationValue+Parsing", "CurlCallbacks", "Decoding+Pipeline",
    ]
    private static let types: Set<Substring> = ["struct", "class", "enum", "protocol", "actor"]
    private static let kinds = types.union(["extension", "typealias", "func"])

    /// Whether a line at the file's own level declares one of `kinds`.
    private func declares(_ line: Substring, among kinds: Set<Substring>) -> Bool {
        guard !line.hasPrefix(" "), !line.isComment else { return false }
        let words = line.split(separator: " ")
        let modifiers: Set<Substring> = [
            "public", "package", "private", "fileprivate", "final", "@safe", "@unsafe", "@main",
            "indirect", "nonisolated",
        ]
        return words.first { !modifiers.contains($0) }.map { kinds.contains($0) } ?? false
    }
}
