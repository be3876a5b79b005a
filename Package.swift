// swift-tools-version: 6.2
import PackageDescription

// WHY: the core (everything that decides) builds in seconds; the shell (HTTP, ledger, command line) takes minutes.
// `THROUGHLINE_CORE_ONLY=1 swift test --scratch-path .build-core` leaves the shell and its dependencies out.
let coreOnly = Context.environment["THROUGHLINE_CORE_ONLY"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

func room(_ name: String, _ rooms: [String] = [], products: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: rooms.map { .byName(name: $0) } + products, swiftSettings: settings)
}

func tests(_ name: String, _ rooms: [String] = [], products: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: rooms.map { .byName(name: $0) } + products,
        swiftSettings: settings)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioSockets: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")

/// The rooms that decide: no network, no database, no logging.
let core: [Target] = [
    room("Conversations"),
    room("DurableFiles"),
    room("RuleFiles", ["Conversations"], products: [yams]),
    room("Identity", ["Conversations", "RuleFiles"]),
    room("Detection", ["Conversations", "RuleFiles"]),
    room("FieldPolicy", ["Conversations", "RuleFiles"]),
    room("Redaction", ["Conversations", "Detection", "FieldPolicy"]),
    room("ReviewFlags", ["Conversations", "RuleFiles", "Detection"]),
    room("ReviewQueue", ["Conversations"]),
    room("AccessGrants", ["Conversations"]),
    room("Extracts", ["Conversations", "RuleFiles"]),
    room("AuditTrail", ["Conversations"]),
    room(
        "Briefing",
        [
            "Conversations", "Identity", "Detection", "FieldPolicy", "Redaction", "ReviewFlags",
            "ReviewQueue", "Extracts", "AuditTrail", "RuleFiles", "AccessGrants",
        ]),
    room(
        "Trials",
        [
            "Conversations", "RuleFiles", "Detection", "FieldPolicy", "Redaction", "ReviewFlags", "Extracts",
        ]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    room("Sodium", ["CSodium", "Conversations", "DurableFiles", "AuditTrail"]),
    room("Signing", ["Sodium", "Conversations", "DurableFiles", "AuditTrail"]),
    room(
        "GatewayTestSupport",
        ["Conversations", "ReviewQueue", "AuditTrail", "Sodium", "RuleFiles"]),
]

/// The rooms that fetch, record and answer, and the root that wires them.
let shell: [Target] = [
    room(
        "Ledger", ["Conversations", "DurableFiles", "ReviewQueue", "AccessGrants", "AuditTrail", "Sodium"],
        products: [grdb, sqlite]),
    room("SQLSources", ["Conversations", "RuleFiles"], products: [grdb, sqlite]),
    room("AuditHTTP", ["Conversations", "AuditTrail"], products: [httpClient, nio, nioHTTP]),
    .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("crypto")]),
    // WHY no system library: libphonenumber speaks C++ and has no pkg-config file.
    .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
    room("PhoneNumbering", ["CPhoneNumber", "Conversations"]),
    room("TimeStamping", ["COpenSSL", "Conversations", "AuditTrail"]),
    room(
        "Witness", ["Conversations", "DurableFiles", "AuditTrail", "Sodium"],
        products: [hummingbird, hummingbirdCore, nio, logging, lifecycle]),
    room(
        "GatewayHTTP", ["Conversations", "AuditTrail", "Briefing"],
        products: [hummingbird, hummingbirdCore, nio, jwt, logging, lifecycle]),
    room(
        "Gateway",
        core.map(\.name).filter { !["CSodium", "Trials", "GatewayTestSupport"].contains($0) }
            + ["Ledger", "SQLSources", "GatewayHTTP", "AuditHTTP", "TimeStamping", "PhoneNumbering"],
        products: [hummingbird, lifecycle, unixSignals, logging, grdb]),
    .executableTarget(
        name: "throughline",
        dependencies: [
            "Gateway", "Trials", "Conversations", "RuleFiles", "Detection", "Identity", "FieldPolicy",
            "Extracts", "AuditTrail", "Briefing", "Sodium", "AuditHTTP", "TimeStamping", "Witness", "Ledger",
            "Signing", "AccessGrants", "ReviewFlags", "ReviewQueue", "PhoneNumbering", arguments, httpClient,
            nio,
            nioHTTP,
        ],
        swiftSettings: settings),
]

let coreTests: [Target] = [
    tests("Conversations", ["Conversations"]),
    tests("DurableFiles", ["DurableFiles"]),
    tests("RuleFiles", ["RuleFiles", "Conversations", "Sodium"]),
    tests("Identity", ["Identity", "Conversations", "RuleFiles", "GatewayTestSupport"]),
    tests("Detection", ["Detection", "Conversations", "RuleFiles", "GatewayTestSupport"]),
    tests("FieldPolicy", ["FieldPolicy", "Conversations", "RuleFiles", "GatewayTestSupport"]),
    tests(
        "Redaction",
        [
            "Redaction", "Detection", "FieldPolicy", "Conversations", "RuleFiles", "Sodium",
            "GatewayTestSupport",
        ]),
    tests(
        "ReviewFlags",
        ["ReviewFlags", "Detection", "Conversations", "RuleFiles", "Sodium", "GatewayTestSupport"]),
    tests("ReviewQueue", ["ReviewQueue", "Conversations", "GatewayTestSupport"]),
    tests("AccessGrants", ["AccessGrants", "Conversations", "GatewayTestSupport"]),
    tests("Extracts", ["Extracts", "Conversations", "RuleFiles", "GatewayTestSupport"]),
    tests("AuditTrail", ["AuditTrail", "Conversations", "Sodium", "GatewayTestSupport"]),
    tests("Sodium", ["Sodium", "AuditTrail", "Conversations", "GatewayTestSupport"]),
    tests("Signing", ["Signing", "Sodium", "AuditTrail", "Conversations", "GatewayTestSupport"]),
    tests(
        "Trials",
        [
            "Trials", "Conversations", "RuleFiles", "Detection", "FieldPolicy", "Redaction", "ReviewFlags",
            "Extracts", "Sodium", "GatewayTestSupport",
        ]),
    tests(
        "Briefing",
        [
            "Briefing", "AccessGrants", "Conversations", "Identity", "Detection", "FieldPolicy", "Redaction",
            "ReviewFlags",
            "ReviewQueue", "Extracts", "AuditTrail", "RuleFiles", "Sodium", "GatewayTestSupport",
        ]),
    tests("Tidy", ["Conversations"]),
]

let shellTests: [Target] = [
    tests(
        "Ledger",
        [
            "Ledger", "DurableFiles", "AccessGrants", "AuditTrail", "ReviewQueue", "Sodium", "Signing",
            "Conversations", "GatewayTestSupport", "LedgerCrashChild",
        ],
        products: [grdb, sqlite]),
    // The process that the ledger's tests kill, and the system calls that fail in it.
    .target(name: "CFailingCalls", path: "Tests/CFailingCalls"),
    .executableTarget(
        name: "LedgerCrashChild",
        dependencies: [
            "CFailingCalls", "Ledger", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport",
        ], path: "Tests/LedgerCrashChild", swiftSettings: settings),
    tests(
        "SQLSources", ["SQLSources", "Conversations", "RuleFiles", "Identity", "GatewayTestSupport"],
        products: [grdb, sqlite]),
    tests(
        "GatewayHTTP",
        ["GatewayHTTP", "Briefing", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport"],
        products: [hummingbird, hummingbirdTesting, nio, nioSockets, logging, lifecycle]),
    tests(
        "AuditHTTP", ["AuditHTTP", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport"],
        products: [httpClient, nio, nioHTTP, hummingbird, hummingbirdTesting]),
    tests(
        "PhoneNumbering", ["PhoneNumbering", "Conversations", "Detection", "Identity", "RuleFiles"]),
    tests(
        "TimeStamping", ["TimeStamping", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport"]),
    tests(
        "Witness", ["Witness", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport"],
        products: [hummingbird, hummingbirdTesting, nio, logging, httpClient]),
    tests(
        "CrossCheck",
        ["Ledger", "AuditTrail", "TimeStamping", "Sodium", "Conversations", "GatewayTestSupport"]),
    tests(
        "Gateway",
        core.map(\.name).filter { $0 != "CSodium" }
            + [
                "Gateway", "Ledger", "SQLSources", "GatewayHTTP", "AuditHTTP", "TimeStamping", "Witness",
                "throughline",
            ],
        products: [logging, grdb, httpClient, nio, nioHTTP, hummingbird]),
]

let shellDependencies: [Package.Dependency] = [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
]

let shellProducts: [Product] = [
    .executable(name: "throughline", targets: ["throughline"]),
    .library(
        name: "ThroughlineGateway",
        targets: ["Gateway", "Ledger", "SQLSources", "PhoneNumbering", "GatewayHTTP"]
            + core.map(\.name).filter { !["CSodium", "GatewayTestSupport"].contains($0) }),
]

let package = Package(
    name: "throughline",
    products: coreOnly ? [] : shellProducts,
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")]
        + (coreOnly ? [] : shellDependencies),
    targets: core + coreTests + (coreOnly ? [] : shell + shellTests)
)
