/// What each target may import: the arrows between targets, which form no circle.
enum Arrows {
    /// Modules of the toolchain that any target may use.
    static let always: Set = ["Swift", "Synchronization", "Glibc", "Darwin", "Musl"]

    /// Modules of the project, of packages and of Foundation's kind, by target.
    static let allowed: [String: Set<String>] = [
        "ByteCoding": ["CPlatform"],
        "LakeModel": [],
        "TenantPolicies": ["LakeModel", "ByteCoding"],
        "Columnar": ["LakeModel", "ByteCoding"],
        "WriteAheadLog": ["ByteCoding", "CPlatform"],
        "Parquet": ["Columnar", "LakeModel", "ByteCoding", "CZstd", "CZlib"],
        "ObjectStorage": [
            "CCurl", "ByteCoding", "CPlatform", "Crypto", "FoundationEssentials", "Dispatch",
        ],
        "Iceberg": ["LakeModel", "ByteCoding", "ObjectStorage", "TenantPolicies", "CZlib"],
        "Pipeline": [
            "LakeModel", "Columnar", "WriteAheadLog", "Parquet", "ObjectStorage", "ByteCoding",
            "Iceberg",
            "CZstd", "CZlib", "Logging", "Dispatch",
        ],
        "LakeServer": [
            "Pipeline", "Iceberg", "ObjectStorage", "LakeModel", "ByteCoding", "NIOCore",
            "NIOPosix", "NIOHTTP1", "JWTKit",
            "Crypto", "Logging", "Foundation", "FoundationEssentials",
        ],
        "lakewriter": [
            "LakeServer", "Pipeline", "Parquet", "WriteAheadLog", "ObjectStorage", "LakeModel",
            "ByteCoding", "Columnar", "Iceberg", "TenantPolicies", "ArgumentParser", "Logging",
            "ServiceLifecycle",
            "UnixSignals", "Yams", "Foundation",
        ],
        "LakeTesting": ["ObjectStorage", "WriteAheadLog", "LakeModel", "ByteCoding"],
    ]
}
