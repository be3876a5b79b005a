// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "throughline-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "throughline", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "CSlowDisk"),
        .executableTarget(
            name: "throughline-benchmarks",
            dependencies: [
                "CSlowDisk",
                .product(name: "ThroughlineGateway", package: "throughline"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
