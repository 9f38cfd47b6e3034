/// One thing that can be configured: a path in the YAML file, a flag, and an environment variable.
struct ConfigurationKey: Hashable, Sendable {
    /// Its place in the YAML file, dots between the levels: `flush.age`.
    let path: String
    /// What it is when nobody says; nil when somebody must, or when there is none.
    let fallback: String?
    /// What it is, in a sentence.
    let help: String
    /// Whether it is never printed.
    var isSecret = false

    /// The flag on the command line: `--flush-age`.
    var flag: String { "--" + path.replacing(".", with: "-") }

    /// The environment variable: `LAKEWRITER_FLUSH_AGE`.
    var variable: String {
        "LAKEWRITER_" + path.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }

    static let lake = ConfigurationKey(
        path: "lake",
        fallback: nil,
        help: "Where the lake lies: s3://bucket[/prefix] or file:///directory."
    )
    static let dataDirectory = ConfigurationKey(
        path: "data-dir",
        fallback: "./data",
        help: "The server's own directory: the log, and the development key."
    )
    static let schemas = ConfigurationKey(
        path: "schemas",
        fallback: "./schemas",
        help: "The directory of <table>.json schema files."
    )
    static let listen = ConfigurationKey(
        path: "listen",
        fallback: "127.0.0.1:8080",
        help: "The address and port to answer on."
    )
    static let development = ConfigurationKey(
        path: "dev",
        fallback: "false",
        help: "Accept tokens of `lakewriter token`; never in production."
    )
    static let flushAge = ConfigurationKey(
        path: "flush.age",
        fallback: "60s",
        help: "How old a row may become before its file is written."
    )
    static let flushSize = ConfigurationKey(
        path: "flush.size",
        fallback: "128MiB",
        help: "Bytes of columns in memory at which a table's file is written."
    )
    static let flushMemory = ConfigurationKey(
        path: "flush.memory",
        fallback: "1GiB",
        help: "Bytes of columns that may wait in memory in all."
    )
    static let logSegmentSize = ConfigurationKey(
        path: "log.segment-size",
        fallback: "64MiB",
        help: "Bytes of one file of the log."
    )
    static let logSizeMax = ConfigurationKey(
        path: "log.max-size",
        fallback: "16GiB",
        help: "Bytes that the log may hold before events are refused."
    )
    static let bodyMax = ConfigurationKey(
        path: "limits.body",
        fallback: "16MiB",
        help: "Bytes of one request's body, as sent."
    )
    static let decompressedMax = ConfigurationKey(
        path: "limits.decompressed",
        fallback: "64MiB",
        help: "Bytes of one request's body, decompressed."
    )
    static let depthMax = ConfigurationKey(
        path: "limits.depth",
        fallback: "64",
        help: "How deep a JSON value may nest."
    )
    static let keysMax = ConfigurationKey(
        path: "limits.keys",
        fallback: "4096",
        help: "How many keys one JSON object may have."
    )
    static let eventMax = ConfigurationKey(
        path: "limits.event",
        fallback: "1MiB",
        help: "Bytes of one event's JSON."
    )
    static let futureMax = ConfigurationKey(
        path: "limits.future",
        fallback: "24h",
        help: "How far ahead of the server's clock an event may say it happened."
    )
    static let compressionLevel = ConfigurationKey(
        path: "parquet.compression-level",
        fallback: "1",
        help: "The zstd level of data files, 1 to 19."
    )
    static let shutdownGrace = ConfigurationKey(
        path: "shutdown.grace",
        fallback: "60s",
        help: "How long SIGTERM waits for the store before it leaves the rest in the log."
    )
    static let recoveryRewrite = ConfigurationKey(
        path: "recovery.rewrite",
        fallback: "false",
        help: "Write files again at the start that are gone from the lake before their tables had "
            + "them; takes memory for the rows of all that waits."
    )
    static let logLevel = ConfigurationKey(
        path: "log-level",
        fallback: "info",
        help: "What is said on standard error: debug, info, notice, warning, error."
    )
    static let issuers = ConfigurationKey(
        path: "auth.issuers",
        fallback: "[]",
        help: "Who may sign tenants' tokens: a list; see the Operations page."
    )
    static let keyRefresh = ConfigurationKey(
        path: "auth.key-refresh",
        fallback: "5m",
        help: "How long an issuer's key set is used before it is fetched again: for so long a "
            + "withdrawn key may still count."
    )

    /// Every key, in the order that `--print-config` prints.
    static let all =
        [
            lake, dataDirectory, schemas, listen, development,
            flushAge, flushSize, flushMemory,
            logSegmentSize, logSizeMax,
            bodyMax, decompressedMax, depthMax, keysMax, eventMax, futureMax,
            compressionLevel, shutdownGrace, recoveryRewrite, logLevel, issuers,
            keyRefresh,
        ] + catalog + tenants + store
}
