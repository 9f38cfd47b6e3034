// swift-tools-version: 6.2
import PackageDescription

/// The strictest settings the toolchain has, for everything this package compiles.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// `Sources` also say where they are memory-unsafe; `#expect` cannot, so `Tests` do not.
let library = common + [.strictMemorySafety()]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: library)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: common)
}

let package = Package(
    name: "lakewriter",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            from: "2.13.0"
        ),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CPlatform"),

        module("ByteCoding", ["CPlatform"]),
        module("LakeModel"),
        module("Columnar", ["LakeModel", "ByteCoding"]),
        module("WriteAheadLog", ["ByteCoding", "CPlatform"]),
        module("Parquet", ["Columnar", "LakeModel", "ByteCoding", "CZstd", "CZlib"]),
        module(
            "ObjectStorage",
            ["CCurl", "ByteCoding", "CPlatform", .product(name: "Crypto", package: "swift-crypto")]
        ),
        module("TenantPolicies", ["LakeModel", "ByteCoding"]),
        module(
            "Iceberg",
            ["LakeModel", "ByteCoding", "ObjectStorage", "TenantPolicies", "CZlib"]
        ),
        module(
            "Pipeline",
            [
                "LakeModel", "Columnar", "WriteAheadLog", "Parquet", "ObjectStorage", "Iceberg",
                "ByteCoding", "CZstd", "CZlib",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        module(
            "LakeServer",
            [
                "Pipeline", "Iceberg", "ObjectStorage", "LakeModel", "ByteCoding",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "lakewriter",
            dependencies: [
                "LakeServer", "Pipeline", "Parquet", "WriteAheadLog", "ObjectStorage", "LakeModel",
                "ByteCoding", "Columnar", "Iceberg", "TenantPolicies",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: library
        ),
        // Imported by tests only: faults, seeds, conformance suites.
        module("LakeTesting", ["ObjectStorage", "WriteAheadLog", "LakeModel"]),

        tests("ByteCodingTests", ["ByteCoding"]),
        tests("LakeModelTests", ["LakeModel"]),
        tests("TenantPoliciesTests", ["TenantPolicies", "LakeModel"]),
        tests("ColumnarTests", ["Columnar", "LakeModel", "ByteCoding"]),
        tests("WriteAheadLogTests", ["WriteAheadLog", "ByteCoding", "LakeTesting"]),
        tests(
            "ParquetTests",
            ["Parquet", "Columnar", "LakeModel", "ByteCoding", "CZstd", "CZlib"]
        ),
        tests("ObjectStorageTests", ["ObjectStorage", "LakeTesting"]),
        tests(
            "IcebergTests",
            ["Iceberg", "LakeModel", "ObjectStorage", "ByteCoding", "LakeTesting"]
        ),
        tests(
            "PipelineTests",
            [
                "Pipeline", "LakeModel", "WriteAheadLog", "ObjectStorage", "Columnar", "ByteCoding",
                "Parquet", "Iceberg", "CZstd", "CZlib", "LakeTesting",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        tests("TidyTests", []),
        tests(
            "SimulationTests",
            [
                "Pipeline", "LakeTesting", "LakeModel", "WriteAheadLog", "ObjectStorage",
                "Columnar", "ByteCoding", "Iceberg",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        tests(
            "LakeServerTests",
            [
                "LakeServer", "Pipeline", "Iceberg", "ObjectStorage", "LakeTesting", "LakeModel",
                "ByteCoding",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
