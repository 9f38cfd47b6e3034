import ArgumentParser
import LakeModel

extension TenantsCommand {
    /// `lakewriter tenants quotas`: shows or changes what a tenant may have.
    struct Quotas: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show or change what a tenant may have.",
            discussion: """
                Without an option, shows what counts. Each option takes a value, `unlimited` where \
                there can be no limit, or `default` to say nothing about it, so that the file's, \
                the defaults' or the configuration's word counts. Rates are those of each server.
                """
        )

        @OptionGroup var target: TenantsTarget
        @Argument(help: "The tenant.") var tenant: String
        @Option(help: "Events a second.") var eventsPerSecond: String?
        @Option(help: "Bytes of bodies a second, such as 10MiB.") var bytesPerSecond: String?
        @Option(help: "Seconds' worth that a quiet tenant may exceed its rates by.")
        var burstSeconds: String?
        @Option(help: "Tables whose rows wait in memory at once.") var openTables: String?
        @Option(help: "Bytes of one request's body, such as 1MiB.") var requestBytes: String?
        @Option(help: "Tables that it may use, commas between; default: all.") var tables: String?
        @Option(help: "Days that its events are kept.") var retentionDays: String?
        @Option(help: "The key that its objects are encrypted with.") var kmsKey: String?
        @Option(help: "A word about it, for operators.") var note: String?

        private static let nothingSaid = "default"

        func run() async throws {
            let tenant = try TenantID(tenant)
            let opened = try target.open()
            // Before the lake is asked: what cannot be understood is wrong usage.
            var trial = TenantRecord()
            try apply(to: &trial)
            let record =
                isChange
                ? try await opened.change(tenant, .tenantChanged, action: "tenants quotas") {
                    try apply(to: &$0)
                } : try await opened.directory().record(of: tenant) ?? TenantRecord()
            print(
                TenantLine(tenant: tenant, record: record, isEntered: true)
                    .text(json: target.json)
            )
        }

        private var isChange: Bool {
            [
                eventsPerSecond, bytesPerSecond, burstSeconds, openTables, requestBytes, tables,
                retentionDays, kmsKey, note,
            ].contains { $0 != nil }
        }

        private func apply(to record: inout TenantRecord) throws {
            let count: (Configuration.Value) throws -> Int = { try $0.integer(in: 1...Int.max) }
            let bytes: (Configuration.Value) throws -> Int = { try $0.bytes() }
            let days: (Configuration.Value) throws -> Int = {
                try $0.integer(in: 1...TenantRetention.daysMax)
            }
            try set(&record.quota.eventsPerSecond, eventsPerSecond, "--events-per-second") {
                try $0.limit(count)
            }
            try set(&record.quota.bytesPerSecond, bytesPerSecond, "--bytes-per-second") {
                try $0.limit(bytes)
            }
            try set(&record.quota.burstSeconds, burstSeconds, "--burst-seconds") {
                try $0.integer(in: 1...TenantQuota.burstSecondsMax)
            }
            try set(&record.quota.openTables, openTables, "--open-tables") { try $0.limit(count) }
            try set(&record.quota.requestBytesMax, requestBytes, "--request-bytes") {
                try $0.limit(bytes)
            }
            try set(&record.tables, tables, "--tables") { value in
                Set(try value.text.split(separator: ",").map { try TableName(String($0)) })
            }
            try set(&record.retention.days, retentionDays, "--retention-days") {
                try $0.limit(days)
            }
            try set(&record.kmsKey, kmsKey, "--kms-key") { try KMSKeyName($0.text) }
            try set(&record.note, note, "--note") { value in
                guard value.text.utf8.count <= TenantRecord.noteSizeMax else {
                    throw ValidationError(
                        "a note has at most \(TenantRecord.noteSizeMax) bytes"
                    )
                }
                return value.text
            }
        }

        private func set<Value>(
            _ member: inout Value?,
            _ text: String?,
            _ option: String,
            _ read: (Configuration.Value) throws -> Value
        ) throws {
            guard let text else { return }
            member =
                text == Self.nothingSaid
                ? nil : try read(Configuration.Value(text: text, source: option))
        }
    }
}
