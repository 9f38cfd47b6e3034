import LakeModel
import Testing

@Suite("SchemaRegistry")
struct SchemaRegistryTests {
    private func file(_ name: String, _ properties: String = "") -> SchemaFile {
        SchemaFile(
            name: name,
            bytes: Array(#"{"type":"object","properties":{\#(properties)}}"#.utf8)
        )
    }

    @Test("tables are found by name and listed in order")
    func finds() throws {
        let registry = try SchemaRegistry([file("s/b.json"), file("s/a.json")])
        #expect(registry.tables.map(\.name.name) == ["a", "b"])
        #expect(registry[try TableName("b")]?.name.name == "b")
        #expect(registry[try TableName("c")] == nil)
        #expect(registry[.deadLetters] == nil)
    }

    @Test("the problems of all files are told together")
    func tellsAll() {
        #expect {
            try SchemaRegistry([
                file("a.json", #""x":false"#), file("b.json"), file("c.json", #""y":false"#),
                file("other/b.json"),
            ])
        } throws: { error in
            (error as? SchemaError)?.problems.map(\.file) == ["a.json", "c.json", "other/b.json"]
        }
    }

    @Test("a file replaces the running table only by an allowed change")
    func replaces() throws {
        let running = try SchemaRegistry([file("a.json", #""x":{},"y":{}"#)])
        let next = try SchemaRegistry(
            [file("a.json", #""z":{},"x":{},"y":{}"#)],
            replacing: running
        )
        #expect(next[try TableName("a")]?.ownFields.map(\.id.rawValue) == [102, 100, 101])
        #expect {
            try SchemaRegistry([file("a.json", #""x":{}"#)], replacing: running)
        } throws: { error in
            "\(error)".hasPrefix("a.json: y: ")
        }
    }

    @Test("the folder that is shipped is understood, whole")
    func readsTheShippedFolder() throws {
        let registry = try SchemaRegistry(SchemaFolder.read(projectFolder("schemas")))
        #expect(registry.tables.map(\.name.name) == ["clicks", "sales"])
        for table in registry.tables {
            #expect(table.eventIDSource != nil)
            #expect(table.eventTimeSource != nil)
            #expect(table.ownFields.allSatisfy { $0.documentation != nil })
        }
    }

    @Test("a folder that is not there is named in the error")
    func namesMissingFolder() {
        #expect {
            try SchemaFolder.read("/nowhere/schemas")
        } throws: { error in
            "\(error)" == "/nowhere/schemas: cannot be listed: No such file or directory"
        }
    }

    /// A folder of the project, found from where this file was compiled.
    private func projectFolder(_ name: String, from file: String = #filePath) -> String {
        let root = file.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/\(name)"
    }
}
