import LakeModel

extension TenantDirectory {
    /// What the configuration says about tenants: below all other sources.
    ///
    /// - Throws: ``ConfigurationError`` at the first value that is not one.
    init(_ configuration: Configuration) throws {
        let unknown = configuration[.tenantsUnknown]
        guard let word = UnknownTenants(rawValue: unknown.text) else {
            throw ConfigurationError(
                "\(unknown.source) is \"\(unknown.text)\": write provision or refuse"
            )
        }
        let bytes: (Configuration.Value) throws -> Int = { try $0.bytes() }
        let count: (Configuration.Value) throws -> Int = { try $0.integer(in: 1...Int.max) }
        let quota = TenantQuota(
            eventsPerSecond: try configuration[.tenantsEvents].limit(count),
            bytesPerSecond: try configuration[.tenantsBytes].limit(bytes),
            burstSeconds: try configuration[.tenantsBurst]
                .integer(in: 1...TenantQuota.burstSecondsMax),
            openTables: try configuration[.tenantsOpenTables].limit(count),
            requestBytesMax: try configuration[.tenantsRequest].limit(bytes)
        )
        self.init(unknown: word, defaults: TenantRecord(quota: quota))
    }
}

extension Configuration.Value {
    /// `unlimited`, or what `number` makes of it.
    func limit(_ number: (Configuration.Value) throws -> Int) throws -> TenantLimit {
        text == TenantLimit.unlimitedWord ? .unlimited : .atMost(try number(self))
    }
}
