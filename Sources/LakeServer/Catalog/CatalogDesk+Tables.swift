import Iceberg
import LakeModel
import NIOHTTP1
import ObjectStorage

/// Tables: listing, loading, making and dropping them.
extension CatalogDesk {
    /// The tables of a namespace; to a tenant, those that it may use.
    func listTables(_ ticket: CatalogTicket) async throws -> Answer {
        let tenant = try ticket.route.tenant()
        let page = try PageRequest(ticket.route.query)
        let after = try page.after { name in try? TableName(name) }
        let listing = try await page.collect(after: after, name: \.name) { after, limit in
            try await catalog.listTables(tenant, after: after, limit: limit)
        }
        return .json(
            Self.identifiers(
                listing.elements.filter { ticket.record?.allows($0) ?? true }
                    .map { TableIdentifier(tenant: tenant, table: $0) },
                next: listing.next
            )
        )
    }

    /// There are none; where there is a namespace, that is an empty list.
    func listViews(_ route: CatalogRoute) async throws -> Answer {
        guard try await catalog.namespaceExists(try route.tenant()) else { throw route.missing }
        return .json(Self.identifiers([], next: nil))
    }

    private static func identifiers(_ tables: [TableIdentifier], next: String?) -> [UInt8] {
        var json = JSONWriter(capacity: 64 + 64 * tables.count)
        json.object { json in
            json.name("identifiers")
            json.array { json in
                for table in tables {
                    json.object { json in
                        json.member("namespace", [table.tenant.name])
                        json.member("name", table.table.name)
                    }
                }
            }
            if let next { json.member("next-page-token", next) }
        }
        return json.bytes
    }

    func loadTable(_ ticket: CatalogTicket) async throws -> Answer {
        let selection = try SnapshotSelection(ticket.route.query)
        let table = try await catalog.loadTable(try ticket.route.table())
        let access = await files.grant(table.identifier, ticket)
        let tag = TableTag(table, selection, access)
        if tag.isAmong(ticket.headers["if-none-match"]) {
            return .empty(.notModified, headers: [tag.header])
        }
        return result(of: table, selection, access)
    }

    func tableExists(_ route: CatalogRoute) async throws -> Answer {
        guard try await catalog.tableExists(try route.table()) else { throw route.missing }
        return .empty(.noContent)
    }

    /// Makes a table, or, for a staged one, only says what it would be.
    func createTable(_ ticket: CatalogTicket, _ body: JSONNode) async throws -> Answer {
        let tenant = try ticket.route.tenant()
        let request = try CreateTableRequest(body)
        let table = TableIdentifier(tenant: tenant, table: request.name)
        let place = TablePlace(table: table, lake: catalog.lake)
        let metadata = try request.metadata(at: place, uuid: freshUUIDText(), now: milliseconds)
        guard try await catalog.namespaceExists(tenant) else { throw ticket.route.missing }
        guard request.isStaged else {
            let created = try await catalog.createTable(table, metadata)
            let access = await files.grant(created.identifier, ticket)
            var answer = result(of: created, .all, access)
            answer.subject = "\(table)"
            return answer
        }
        guard try await !catalog.tableExists(table) else { throw Problem.alreadyExists("Table") }
        let access = await files.grant(table, ticket)
        return .json(
            LoadTableResult(location: nil, metadata: metadata, access: access).json,
            headers: access.headers
        )
    }

    /// Drops a table; `purgeRequested` asks for its files to go as well.
    func dropTable(_ route: CatalogRoute) async throws -> Answer {
        let isPurging = try route.query.flag("purgeRequested")
        try await catalog.dropTable(try route.table(), purge: isPurging)
        return .empty(.noContent)
    }

    /// Takes a report of a client's scan or commit, by which nothing here is decided.
    func reportMetrics(_ route: CatalogRoute, _ body: JSONNode) throws -> Answer {
        _ = try route.table()
        guard body["report-type"]?.string != nil else {
            throw Problem.invalid("A report has a report-type.")
        }
        return .empty(.noContent)
    }

    private func result(
        of table: CatalogTable,
        _ selection: SnapshotSelection,
        _ access: FileAccess.Grant
    ) -> Answer {
        let tag = TableTag(table, selection, access)
        let result = LoadTableResult(
            location: table.metadataLocation,
            metadata: selection.metadata(of: table.metadata),
            access: access
        )
        return .json(result.json, headers: [tag.header] + access.headers)
    }

    /// Milliseconds since 1970.
    var milliseconds: Int64 { runtime.now().nanoseconds / 1_000_000 }

    /// A random UUID (RFC 9562 section 5.4), in lower case.
    func freshUUIDText() -> String {
        let high = random() & ~0xF000 | 0x4000
        let low = random() & ~(0b11 << 62) | (0b10 << 62)
        let digits = Self.hex(high) + Self.hex(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
