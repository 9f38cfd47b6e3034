public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// How many tables or namespaces are asked after at once.
    private static let questionsMax = 16

    /// Whether there is such a table.
    ///
    /// Its metadata is not read: three requests that answer nothing or next to nothing.
    public func tableExists(_ table: TableIdentifier) async throws(CatalogError) -> Bool {
        if case .version(let number) = try await hint(of: table) {
            let version = MetadataVersion(number, of: table)
            let isLast = try await !objectExists(version.successor.key)
            if isLast, try await objectExists(version.key) { return true }
        }
        guard case .table = try await head(of: table) else { return false }
        return true
    }

    /// Whether an object is there.
    func objectExists(_ key: ObjectKey) async throws(CatalogError) -> Bool {
        do throws(ObjectStoreError) {
            _ = try await store.head(key)
            return true
        } catch {
            guard error.code != .notFound else { return false }
            throw CatalogError(error)
        }
    }

    /// One page of a namespace's tables.
    ///
    /// - Parameters:
    ///   - namespace: the tenant.
    ///   - after: the table behind which the page begins; nil for the first page.
    ///   - limit: the most tables on the page, from 1.
    /// - Returns: the tables' names.
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.invalidRequest` for a limit below 1.
    public func listTables(
        _ namespace: TenantID,
        after: TableName? = nil,
        limit: Int = 1000
    ) async throws(CatalogError) -> CatalogPage<TableName> {
        let page = try await tables(of: namespace, after: after, limit: limit)
        if page.elements.isEmpty, try await !namespaceExists(namespace) {
            throw noSuchNamespace(namespace)
        }
        return page
    }

    /// One page of the tables of what may be a namespace.
    func tables(
        of namespace: TenantID,
        after: TableName?,
        limit: Int
    ) async throws(CatalogError) -> CatalogPage<TableName> {
        try await page(
            below: LakeLocation.namespaceFolder(of: namespace),
            after: after?.name,
            limit: limit,
            name: { try? TableName($0) },
            isThere: { name throws(CatalogError) in
                try await self.tableExists(TableIdentifier(tenant: namespace, table: name))
            }
        )
    }

    /// One page of what folders stand for: some do for nothing any more.
    ///
    /// - Parameters:
    ///   - folder: what the folders lie directly below.
    ///   - after: the folder behind which the page begins.
    ///   - limit: the most elements on the page.
    ///   - name: what a folder stands for; nil for one that is none of the catalog's.
    ///   - isThere: whether it still does.
    /// - Returns: those that are there.
    /// - Throws: ``CatalogError``; `.invalidRequest` for a limit below 1.
    func page<Element: Sendable>(
        below folder: String,
        after: String?,
        limit: Int,
        name: (String) -> Element?,
        isThere: @escaping @Sendable (Element) async throws(CatalogError) -> Bool
    ) async throws(CatalogError) -> CatalogPage<Element> {
        guard limit > 0 else {
            throw CatalogError(.invalidRequest, "a page of \(limit) elements was asked for")
        }
        var elements: [Element] = []
        var after = after
        while true {
            let page = try await folders(below: folder, after: after)
            var rest = page.folders.compactMap(name)[...]
            while !rest.isEmpty {
                let asked = rest.prefix(min(Self.questionsMax, limit - elements.count))
                rest = rest.dropFirst(asked.count)
                elements += try await existing(Array(asked), isThere)
                if elements.count == limit {
                    let isTruncated = !rest.isEmpty || page.isTruncated
                    return CatalogPage(elements: elements, isTruncated: isTruncated)
                }
            }
            guard page.isTruncated, let last = page.folders.last else {
                return CatalogPage(elements: elements, isTruncated: false)
            }
            after = last
        }
    }

    private func folders(
        below folder: String,
        after: String?
    ) async throws(CatalogError) -> FolderPage {
        do throws(ObjectStoreError) {
            return try await store.listFolders(below: folder, after: after)
        } catch {
            throw CatalogError(error)
        }
    }

    /// Those of some that are there, in their order, asked after all at once.
    private func existing<Element: Sendable>(
        _ asked: [Element],
        _ isThere: @escaping @Sendable (Element) async throws(CatalogError) -> Bool
    ) async throws(CatalogError) -> [Element] {
        let answers = await withTaskGroup(of: (Int, Result<Bool, CatalogError>).self) { group in
            for (index, element) in asked.enumerated() {
                group.addTask {
                    do throws(CatalogError) {
                        return (index, .success(try await isThere(element)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var answers: [Int: Result<Bool, CatalogError>] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return answers
        }
        var found: [Element] = []
        for (index, element) in asked.enumerated() where try answers[index]?.get() == true {
            found.append(element)
        }
        return found
    }
}
