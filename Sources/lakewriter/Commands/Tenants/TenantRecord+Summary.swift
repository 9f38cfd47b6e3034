import LakeModel

extension TenantRecord {
    /// The record in a line for people.
    var summary: String {
        let quota = quota
        var parts = [state.rawValue]
        parts += [
            quota.eventsPerSecond.map { "\($0.text) events/s" },
            quota.bytesPerSecond.map { "\($0.text) bytes/s" },
            quota.burstSeconds.map { "burst \($0) s" },
            quota.openTables.map { "\($0.text) open tables" },
            quota.requestBytesMax.map { "\($0.text) bytes a request" },
            tables.map { "tables \($0.sorted().map(\.name).joined(separator: ","))" },
            retention.days.map { "kept \($0.text) days" },
            kmsKey.map { "key \($0)" },
            note.map { "note: \($0)" },
        ].compactMap(\.self)
        return parts.joined(separator: ", ")
    }
}

extension TenantLimit {
    /// The number, or `unlimited`.
    var text: String { value.map(String.init) ?? Self.unlimitedWord }
}
