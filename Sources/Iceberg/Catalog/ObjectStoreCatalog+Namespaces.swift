public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// The part of a folder's name that is no tenant's.
    private static let folderStart = "tenantId="

    /// Whether there is such a namespace: it was created, or has a table.
    public func namespaceExists(_ namespace: TenantID) async throws(CatalogError) -> Bool {
        if try await objectExists(NamespaceProperties.key(of: namespace)) { return true }
        return try await hasTables(namespace)
    }

    private func hasTables(_ namespace: TenantID) async throws(CatalogError) -> Bool {
        try await !tables(of: namespace, after: nil, limit: 1).elements.isEmpty
    }

    /// One page of the namespaces.
    ///
    /// - Parameters:
    ///   - after: the namespace behind which the page begins; nil for the first page.
    ///   - limit: the most namespaces on the page, from 1.
    /// - Returns: the namespaces.
    /// - Throws: ``CatalogError``; `.invalidRequest` for a limit below 1.
    public func listNamespaces(
        after: TenantID? = nil,
        limit: Int = 1000
    ) async throws(CatalogError) -> CatalogPage<TenantID> {
        try await page(
            below: LakeLocation.catalogFolder,
            after: after.map { "\(Self.folderStart)\($0)" },
            limit: limit,
            name: { folder in
                guard folder.hasPrefix(Self.folderStart) else { return nil }
                return try? TenantID(String(folder.dropFirst(Self.folderStart.count)))
            },
            isThere: { namespace throws(CatalogError) in
                try await self.namespaceExists(namespace)
            }
        )
    }

    /// Makes a namespace.
    ///
    /// A namespace also comes to be by its first table; it then has no properties, and cannot be
    /// made.
    ///
    /// - Throws: ``CatalogError``; `.alreadyExists`.
    public func createNamespace(
        _ namespace: TenantID,
        properties: [String: String] = [:]
    ) async throws(CatalogError) {
        let taken = CatalogError(.alreadyExists, "there is a namespace \(namespace) already")
        guard try await !namespaceExists(namespace) else { throw taken }
        do throws(ObjectStoreError) {
            try await store.put(
                NamespaceProperties.key(of: namespace),
                NamespaceProperties(properties).json,
                mode: .create
            )
        } catch {
            guard error.code != .alreadyExists else { throw taken }
            throw CatalogError(error)
        }
    }

    /// The properties of a namespace.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.corrupt` naming the file.
    public func loadNamespace(
        _ namespace: TenantID
    ) async throws(CatalogError) -> [String: String] {
        let key = NamespaceProperties.key(of: namespace)
        if let bytes = try await bytes(under: key) {
            return try NamespaceProperties(json: bytes, uri: lake.uri(key.path)).properties
        }
        guard try await hasTables(namespace) else { throw noSuchNamespace(namespace) }
        return [:]
    }

    /// Changes the properties of a namespace.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.invalidRequest` when a key is both set and
    ///   removed, `.commitFailed` when others changed them every time.
    @discardableResult
    public func updateNamespaceProperties(
        _ namespace: TenantID,
        removals: [String],
        updates: [String: String]
    ) async throws(CatalogError) -> NamespaceChange {
        if let both = removals.filter({ updates[$0] != nil }).min() {
            throw CatalogError(.invalidRequest, "the property '\(both)' is both set and removed")
        }
        let key = NamespaceProperties.key(of: namespace)
        var race = Race(settings.races, runtime)
        repeat {
            // The tag before the text: what is put under it replaces nothing later.
            let mode = try await mode(of: key)
            var content = NamespaceProperties(try await loadNamespace(namespace))
            let change = content.change(removals: removals, updates: updates)
            do throws(ObjectStoreError) {
                try await store.put(key, content.json, mode: mode)
                return change
            } catch {
                switch error.code {
                case .alreadyExists, .preconditionFailed: continue
                default: throw CatalogError(error)
                }
            }
        } while await race.lost()
        throw CatalogError(.commitFailed, "others changed the namespace \(namespace) every time")
    }

    /// The condition under which what is there now is still there.
    private func mode(of key: ObjectKey) async throws(CatalogError) -> PutMode {
        do throws(ObjectStoreError) {
            return .update(ifMatch: try await store.head(key).entityTag)
        } catch {
            guard error.code == .notFound else { throw CatalogError(error) }
            return .create
        }
    }

    /// Removes a namespace that has no tables.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.namespaceNotEmpty`.
    public func dropNamespace(_ namespace: TenantID) async throws(CatalogError) {
        guard try await !hasTables(namespace) else {
            throw CatalogError(.namespaceNotEmpty, "the namespace \(namespace) has tables")
        }
        let key = NamespaceProperties.key(of: namespace)
        guard try await objectExists(key) else { throw noSuchNamespace(namespace) }
        do throws(ObjectStoreError) {
            try await store.delete(key)
        } catch {
            throw CatalogError(error)
        }
    }

    /// That there is no such namespace.
    func noSuchNamespace(_ namespace: TenantID) -> CatalogError {
        CatalogError(.noSuchNamespace, "there is no namespace \(namespace) in \(location)")
    }
}
