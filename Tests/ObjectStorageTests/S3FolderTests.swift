import ObjectStorage
import Testing

@Suite("Folders of S3")
struct S3FolderTests {
    private func page(_ items: String, more: Bool) -> String {
        "<ListBucketResult xmlns=\"x\"><IsTruncated>\(more)</IsTruncated>"
            + "<NextContinuationToken>\(more ? "t k" : "")</NextContinuationToken>"
            + "<EncodingType>url</EncodingType>\(items)</ListBucketResult>"
    }

    private func folder(_ full: String) -> String {
        "<CommonPrefixes><Prefix>\(full)</Prefix></CommonPrefixes>"
    }

    @Test("a listing goes on where a page held no folder that is new")
    func goesOn() async throws {
        let file = "<Contents><Key>root/a/x</Key><Size>0</Size></Contents>"
        let odd = folder("root/a/../") + folder("root/b/") + folder("root/a//")
        let scripted = try ScriptedStore([
            .answer(200, body: page(file + folder("root/a/t%3Da/") + odd, more: true)),
            .answer(200, body: page(folder("root/a/t%3Da/") + folder("root/a/t%3Db/"), more: true)),
        ])
        let listed = try await scripted.store.listFolders(below: "a/", after: "t=a")
        #expect(listed == FolderPage(folders: ["t=b"], isTruncated: true))
        let lines = scripted.server.requests.map(\.line)
        let query =
            "delimiter=%2F&encoding-type=url&list-type=2&max-keys=1000&prefix=root%2Fa%2F"
        #expect(lines[0] == "GET /lake?\(query)&start-after=root%2Fa%2Ft%3Da%2F HTTP/1.1")
        #expect(lines[1] == "GET /lake?continuation-token=t%20k&\(query) HTTP/1.1")
    }

    @Test("the root's folders lie below the store's prefix")
    func root() async throws {
        let scripted = try ScriptedStore([
            .answer(200, body: page(folder("root/a/") + folder("root/b/"), more: false))
        ])
        let listed = try await scripted.store.listFolders(below: "", after: nil)
        #expect(listed == FolderPage(folders: ["a", "b"], isTruncated: false))
    }

    @Test(
        "an answer that is no listing is an error",
        arguments: ["", "<html/>", "<ListBucketResult/>", "<ListBucketResult><IsTruncated>"]
    )
    func senseless(body: String) async throws {
        let scripted = try ScriptedStore([.answer(200, body: body)])
        await #expect(throws: ObjectStoreError(.invalidRequest, "")) {
            try await scripted.store.listFolders(below: "a/", after: nil)
        }
    }
}
