// swift-tools-version: 6.2
import PackageDescription

// WHY a package of its own, with links into `../Sources`: every file of the parsers must be compiled with the fuzzer's
// coverage marks, and nothing else has to be built or fetched for that.
let strict: [SwiftSetting] = [
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
let marked = strict + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]

let package = Package(
    name: "throughline-fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .target(name: "Conversations", swiftSettings: marked),
        .target(name: "AuditTrail", dependencies: ["Conversations"], swiftSettings: marked),
        .target(
            name: "RuleFiles", dependencies: ["Conversations", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "Detection", dependencies: ["Conversations", "RuleFiles"], swiftSettings: marked),
        .target(name: "DurableFiles", swiftSettings: strict),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(
            name: "Sodium", dependencies: ["CSodium", "Conversations", "DurableFiles", "AuditTrail"],
            swiftSettings: strict),
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "throughline-fuzz",
            dependencies: ["AuditTrail", "Conversations", "Detection", "RuleFiles", "Sodium", "CFuzzer"],
            path: "Sources/Fuzzing", swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
)
