/// Records as JSON.
extension TenantRecord {
    /// The record as a JSON object, in the order of the format.
    public var json: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }

    /// Writes the record's object; a state is left out where there is none to speak of.
    package func write(to json: inout JSONWriter, isDefault: Bool = false) {
        json.object { json in
            if !isDefault { json.member(TenantKeyword.state, state.rawValue) }
            json.limit(TenantKeyword.eventsPerSecond, quota.eventsPerSecond)
            json.limit(TenantKeyword.bytesPerSecond, quota.bytesPerSecond)
            if let burst = quota.burstSeconds { json.member(TenantKeyword.burstSeconds, burst) }
            json.limit(TenantKeyword.openTables, quota.openTables)
            json.limit(TenantKeyword.requestBytes, quota.requestBytesMax)
            if let tables {
                json.name(TenantKeyword.tables)
                json.array { json in for table in tables.sorted() { json.string(table.name) } }
            }
            if retention != TenantRetention() { retention.write(to: &json) }
            if let kmsKey { json.member(TenantKeyword.kmsKey, kmsKey.name) }
            if let note { json.member(TenantKeyword.note, note) }
        }
    }
}

extension TenantRetention {
    fileprivate func write(to json: inout JSONWriter) {
        json.name(TenantKeyword.retention)
        json.object { json in
            json.limit(TenantKeyword.days, days)
            guard !tables.isEmpty else { return }
            json.name(TenantKeyword.tables)
            json.object { json in
                for (table, limit) in tables.sorted(by: { $0.key < $1.key }) {
                    json.limit(table.name, limit)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func limit(_ name: String, _ limit: TenantLimit?) {
        switch limit {
        case nil: break
        case .unlimited?: member(name, TenantLimit.unlimitedWord)
        case .atMost(let value)?: member(name, value)
        }
    }
}
