// swift-tools-version: 6.2
import PackageDescription

// The house is drawn in docs/architecture.md: arrows point down only, and Tests/HouseTests holds them to it.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Pure computation, and reading and writing of formats: slow without optimisation, and most tests stand on it.
func optimised(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "innocities",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "innocities", targets: ["InnoCities"]),
        .library(name: "CrossLingualSearch", targets: ["CrossLingualSearch"]),
        .library(name: "FairSelection", targets: ["FairSelection"]),
        .library(name: "OpinionMapping", targets: ["OpinionMapping"]),
        .library(name: "CaseComparison", targets: ["CaseComparison"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Debian's C libraries
        .systemLibrary(name: "CPostgreSQL", path: "Libraries/CPostgreSQL"),
        .systemLibrary(name: "CZlib", path: "Libraries/CZlib"),
        .systemLibrary(name: "CXlsxWriter", path: "Libraries/CXlsxWriter"),
        .systemLibrary(name: "CStemmer", path: "Libraries/CStemmer"),
        .systemLibrary(name: "CVoikko", path: "Libraries/CVoikko"),

        // Loops that must be compiled for several instruction sets, and fast in a debug build too
        .target(
            name: "CEncoderKernels", path: "Libraries/CEncoderKernels",
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // The program
        .executableTarget(
            name: "InnoCities",
            dependencies: [
                "Platform", "Web", "Catalogue", "Networks", "Needs", "Places", "Programmes", "Accounts",
                "Administration",
                "Database", "Exchange", "Languages",
                "CrossLingualSearch", "FairSelection", "OpinionMapping", "CaseComparison", "SeededRandom",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), crypto, logging, lifecycle,
            ],
            swiftSettings: strict),

        // Capabilities
        module("Networks", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages"]),
        module("Needs", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages"]),
        module("Places", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages"]),
        module("Programmes", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages"]),
        module("Accounts", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages", logging, lifecycle]),
        module("Administration", ["Catalogue", "Platform", "Web", "Database", "Exchange", "Languages"]),

        // Platform
        module("Catalogue", ["Platform", "Web", "Database", "Exchange", "Languages", "CrossLingualSearch"]),
        module("Web", ["Platform", "Database", "Exchange", "Languages", hummingbird, crypto, logging, "CZlib"]),
        module(
            "Platform",
            ["Database", "Exchange", "Languages", crypto, cryptoExtras, logging, nioCore, nioPosix, nioSSL, lifecycle]),
        module(
            "Database",
            [.product(name: "GRDB", package: "GRDB.swift"), "CPostgreSQL", nioCore, nioPosix, logging]),
        optimised("Exchange", ["CZlib", "CXlsxWriter"]),
        optimised("Languages"),

        // Engines
        optimised("CrossLingualSearch", ["CStemmer", "CVoikko", "CEncoderKernels"]),
        optimised("FairSelection", ["SeededRandom", crypto]),
        optimised("OpinionMapping", ["SeededRandom"]),
        optimised("CaseComparison", ["SeededRandom"]),

        // What engines share
        optimised("SeededRandom"),

        // What Benchmarks/decide and Benchmarks/cases run
        .executableTarget(
            name: "SelectionSpeed", dependencies: ["FairSelection", "Exchange", "SeededRandom"],
            path: "Benchmarks/decide/selection/program", swiftSettings: strict),
        .executableTarget(
            name: "CaseSpeed", dependencies: ["CaseComparison", "Exchange", "SeededRandom"],
            path: "Benchmarks/cases/program", swiftSettings: strict),
        .executableTarget(
            name: "OpinionSpeed", dependencies: ["OpinionMapping", "SeededRandom"],
            path: "Benchmarks/decide/opinion/program", swiftSettings: strict),
        .executableTarget(
            name: "RoutingReplay", dependencies: ["OpinionMapping", "Exchange", "SeededRandom"],
            path: "Benchmarks/decide/opinion/replay", swiftSettings: strict),

        // What Benchmarks/search/speed runs; beside the program, because only the same package sees what it needs
        .executableTarget(
            name: "SearchSpeed", dependencies: ["Catalogue", "CrossLingualSearch", "SeededRandom"],
            path: "Benchmarks/search/program",
            swiftSettings: strict),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: [
                "InnoCities", "Catalogue", "Platform", "Web", "Database", "Exchange", "Languages", logging, lifecycle,
                nioCore, nioPosix, .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests(
            "CommandTests",
            [
                "InnoCities", "CaseComparison", "Platform", "Database", "Exchange", "Languages", "FairSelection",
                "OpinionMapping", "SeededRandom", "TestSupport",
            ]),
        tests(
            "HTTPTests",
            [
                "InnoCities", "Web", "Catalogue", "CrossLingualSearch", "Platform", "Database", "Exchange", "Languages",
                "TestSupport",
            ]),
        tests("DatabaseTests", ["Database", "SeededRandom", "TestSupport"]),
        tests("WebTests", ["Web", "Platform", "Languages", "SeededRandom", "TestSupport"]),
        tests("ExchangeTests", ["Exchange", "SeededRandom"]),
        tests("LanguagesTests", ["Languages", "SeededRandom"]),
        tests("SeededRandomTests", ["SeededRandom"]),
        tests("FairSelectionTests", ["FairSelection", "Exchange", "SeededRandom"]),
        tests("OpinionMappingTests", ["OpinionMapping", "Exchange", "SeededRandom"]),
        tests("CaseComparisonTests", ["CaseComparison", "Exchange", "SeededRandom"]),
        tests("CrossLingualSearchTests", ["CrossLingualSearch", "CEncoderKernels", "SeededRandom"]),
        tests("CatalogueTests", ["Catalogue", "Exchange", "Languages"]),
        tests(
            "ProgrammesTests",
            [
                "Programmes", "InnoCities", "Catalogue", "Platform", "Database", "Exchange", "Languages",
                "SeededRandom", "TestSupport",
            ]),
        tests("PlacesTests", ["Places", "Catalogue", "Platform", "Database", "Exchange", "Languages", "TestSupport"]),
        tests(
            "AdministrationTests",
            [
                "Accounts", "Administration", "Catalogue", "Platform", "Database", "Exchange", "Languages", "Web",
                "TestSupport",
            ]),
        tests(
            "AccountsTests",
            ["Accounts", "Catalogue", "Platform", "Web", "Database", "Exchange", "Languages", "TestSupport"]),
        tests(
            "NetworksTests",
            ["Networks", "Catalogue", "Platform", "Web", "Database", "Exchange", "Languages", "TestSupport"]),
        tests(
            "NeedsTests",
            ["Needs", "Networks", "Catalogue", "Platform", "Database", "Exchange", "Languages", "TestSupport"]),
        tests("PlatformTests", ["Platform", "Database", "Languages", "SeededRandom", logging, "TestSupport"]),
    ]
)
