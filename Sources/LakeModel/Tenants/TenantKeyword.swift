/// The members of a tenants' file, by their names.
enum TenantKeyword {
    static let format = "format"
    static let unknown = "unknown"
    static let defaults = "defaults"
    static let tenants = "tenants"

    static let state = "state"
    static let eventsPerSecond = "events-per-second"
    static let bytesPerSecond = "bytes-per-second"
    static let burstSeconds = "burst-seconds"
    static let openTables = "open-tables"
    static let requestBytes = "request-bytes"
    static let tables = "tables"
    static let retention = "retention"
    static let days = "days"
    static let kmsKey = "kms-key"
    static let note = "note"
}
