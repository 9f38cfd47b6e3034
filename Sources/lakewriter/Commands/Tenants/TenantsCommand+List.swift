import ArgumentParser
import Iceberg
import LakeModel

extension TenantsCommand {
    /// `lakewriter tenants list`: one line a tenant.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tenants: those that are entered, and those that have tables."
        )

        @OptionGroup var target: TenantsTarget

        @Argument(help: "Tenants; none: all.")
        var tenants: [String] = []

        private static let pageSize = 1000

        func run() async throws {
            let opened = try target.open()
            let directory = try await opened.directory()
            let named = try tenants.map { try TenantID($0) }
            let shown = try await named.isEmpty ? all(directory, opened) : named
            for tenant in shown {
                let record = directory.record(of: tenant)
                let line = TenantLine(
                    tenant: tenant,
                    record: record ?? directory.defaults,
                    isEntered: directory.tenants[tenant] != nil
                )
                print(line.text(json: target.json))
            }
        }

        private func all(
            _ directory: TenantDirectory,
            _ opened: OpenedTenants
        ) async throws -> [TenantID] {
            var tenants = Set(directory.tenants.keys)
            let catalog = await StoreProof(
                opened.store,
                isSingleWriter: opened.isSingleWriter
            ).catalog()
            var last: TenantID?
            while true {
                let page = try await catalog.listNamespaces(after: last, limit: Self.pageSize)
                tenants.formUnion(page.elements)
                last = page.elements.last
                if !page.isTruncated { return tenants.sorted() }
            }
        }
    }
}
