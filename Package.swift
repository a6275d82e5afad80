// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Every room is compiled alike: Swift 6 mode, warnings are errors.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Engines are optimised in debug too: their tests judge millions of pairs, and are 20 times slower without.
let engine = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// What tests of pages need besides their room.
let browsing: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdTesting", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
]

let package = Package(
    name: "yumiao",
    dependencies: [
        .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        .target(
            name: "Standards", dependencies: [.product(name: "BigInt", package: "BigInt")],
            swiftSettings: engine),
        .target(
            name: "Rules", dependencies: ["Standards", .product(name: "Yams", package: "Yams")],
            swiftSettings: engine),
        .target(name: "MatchingKernels", cSettings: [.unsafeFlags(["-O3"])]),
        .target(
            name: "Matching", dependencies: ["MatchingKernels", "Rules", "Standards"],
            swiftSettings: engine),
        .target(
            name: "MatchingWorld", dependencies: ["Matching", "Rules", "Standards"],
            path: "Tests/MatchingWorld", swiftSettings: engine),
        .executableTarget(
            name: "MatchingBench", dependencies: ["Matching", "MatchingWorld", "Rules", "Standards"],
            swiftSettings: strict),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "Reading", dependencies: ["CZip", "Rules", "Standards"], swiftSettings: engine),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "Sheets", dependencies: ["CXLSXWriter", "CZip"], swiftSettings: engine),
        .testTarget(name: "SheetsTests", dependencies: ["CZip", "Sheets"], swiftSettings: strict),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Store", dependencies: ["CPQ", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "Paper", dependencies: ["CPango", "CQREncode"], swiftSettings: engine),
        .testTarget(name: "PaperTests", dependencies: ["Paper"], swiftSettings: strict),
        .target(
            name: "Site",
            dependencies: [
                "CQREncode", "Sheets", "Standards",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Words"), .copy("Assets")],
            swiftSettings: strict),
        .systemLibrary(
            name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .target(
            name: "Accounts",
            dependencies: [
                "CArgon2", "Site", "Standards", "Store",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Words"), .copy("Lists")], swiftSettings: strict),
        .target(
            name: "Enterprises",
            dependencies: [
                "Accounts", "Rules", "Sheets", "Site", "Standards", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Diagnosis",
            dependencies: [
                "Accounts", "Enterprises", "Paper", "Rules", "Site", "Standards", "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Policies",
            dependencies: [
                "Accounts", "Rules", "Site", "Standards", "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Outreach",
            dependencies: [
                "Accounts", "Enterprises", "Rules", "Site", "Standards", "Store",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .executableTarget(
            name: "OutreachBench",
            dependencies: ["Accounts", "Enterprises", "Outreach", "Store"],
            swiftSettings: strict),
        .target(
            name: "Audience",
            dependencies: [
                "Accounts", "Enterprises", "Matching", "Policies", "Rules", "Standards", "Store",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "Drafts",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Outreach", "Policies", "Reading", "Rules", "Sheets",
                "Site", "Standards", "Store",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Guides",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Outreach", "Paper", "Policies", "Reading", "Rules",
                "Sheets",
                "Site", "Standards", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Words"), .copy("Synonyms.json")], swiftSettings: engine),
        .target(
            name: "Entitlements",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Outreach", "Paper", "Policies", "Rules", "Sheets",
                "Site", "Standards", "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Consultations",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Outreach", "Policies", "Rules", "Sheets", "Site",
                "Standards",
                "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Words"), .copy("Formula")], swiftSettings: strict),
        .target(
            name: "Intakes",
            dependencies: [
                "Accounts", "Enterprises", "Outreach", "Policies", "Reading", "Rules", "Sheets", "Site",
                "Standards", "Store",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Interpretations",
            dependencies: [
                "Accounts", "Outreach", "Policies", "Rules", "Site", "Standards", "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Words")], swiftSettings: strict),
        .target(
            name: "Platform",
            dependencies: [
                "Accounts", "Audience", "Consultations", "Diagnosis", "Drafts", "Enterprises", "Entitlements",
                "Example", "Guides", "Intakes", "Interpretations", "Outreach", "Policies", "Rules", "Site",
                "Standards", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "yumiao",
            dependencies: [
                "Accounts", "Drafts", "Example", "Intakes", "Outreach", "Platform", "Reading", "Rules",
                "Site",
                "Standards", "Store",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StandardsTests", dependencies: ["Standards", .product(name: "BigInt", package: "BigInt")],
            swiftSettings: strict),
        .executableTarget(
            name: "FuzzRules", dependencies: ["Rules"], path: "Fuzz/FuzzRules", swiftSettings: strict),
        .testTarget(
            name: "RulesTests",
            dependencies: ["Rules", "Standards", .product(name: "BigInt", package: "BigInt")],
            exclude: ["good", "bad"], swiftSettings: strict),
        .testTarget(
            name: "MatchingTests",
            dependencies: ["Matching", "MatchingKernels", "MatchingWorld", "Rules", "Standards"],
            swiftSettings: strict),
        .testTarget(
            name: "ReadingTests", dependencies: ["Reading", "Rules", "Standards"],
            resources: [.copy("Texts")],
            swiftSettings: strict),
        .executableTarget(
            name: "store-torture", dependencies: ["Store"], path: "Tests/Faults/Torture",
            swiftSettings: strict),
        .target(
            name: "StoreTesting", dependencies: ["Store"], path: "Tests/StoreTesting", swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "StoreTesting"], exclude: ["Frozen"],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Sheets", "Site",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Words")],
            swiftSettings: strict),
        .target(
            name: "SiteTesting",
            dependencies: ["Rules"] + browsing + [.product(name: "Logging", package: "swift-log")],
            path: "Tests/SiteTesting", swiftSettings: strict),
        .testTarget(
            name: "EnterprisesTests",
            dependencies: [
                "Accounts", "Enterprises", "Rules", "Sheets", "Site", "SiteTesting", "Standards", "Store",
                "StoreTesting",
                .product(name: "Crypto", package: "swift-crypto"),
            ] + browsing,
            swiftSettings: strict),
        .target(
            name: "Example",
            dependencies: ["Accounts", "Enterprises", "Policies", "Rules", "Standards", "Store"],
            resources: [.copy("Policies")], swiftSettings: strict),
        .testTarget(
            name: "ExampleTests",
            dependencies: [
                "Accounts", "Enterprises", "Example", "Policies", "Rules", "SiteTesting", "Standards",
                "Store", "StoreTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AccountsTests",
            dependencies: [
                "Accounts", "Site", "Standards", "Store", "StoreTesting",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: [
                "Accounts", "Diagnosis", "Enterprises", "Paper", "Rules", "Site", "Standards", "Store",
                "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "PoliciesTests",
            dependencies: [
                "Accounts", "Enterprises", "Policies", "Rules", "Site", "Standards", "Store",
                "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "OutreachTests",
            dependencies: [
                "Accounts", "Enterprises", "Outreach", "Rules", "Site", "SiteTesting", "Standards", "Store",
                "StoreTesting",
            ] + browsing + [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AudienceTests",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Example", "Matching", "Policies", "Rules", "Site",
                "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "DraftsTests",
            dependencies: [
                "Accounts", "Audience", "Drafts", "Enterprises", "Outreach", "Policies", "Reading",
                "Rules", "Sheets", "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "GuidesTests",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Example", "Guides", "Outreach", "Paper", "Policies",
                "Reading", "Rules", "Sheets", "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "EntitlementsTests",
            dependencies: [
                "Accounts", "Audience", "Enterprises", "Entitlements", "Outreach", "Paper",
                "Policies", "Rules", "Sheets", "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "ConsultationsTests",
            dependencies: [
                "Accounts", "Audience", "Consultations", "Enterprises", "Outreach", "Policies", "Rules",
                "Sheets", "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "IntakesTests",
            dependencies: [
                "Accounts", "Enterprises", "Intakes", "Outreach", "Policies", "Reading", "Rules", "Sheets",
                "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "InterpretationsTests",
            dependencies: [
                "Accounts", "Enterprises", "Interpretations", "Outreach", "Policies", "Rules", "Site",
                "SiteTesting", "Standards", "Store", "StoreTesting",
            ] + browsing,
            swiftSettings: strict),
        .testTarget(
            name: "PlatformTests",
            dependencies: [
                "Accounts", "Audience", "Consultations", "Enterprises", "Example", "Intakes", "Outreach",
                "Platform", "Policies", "Rules", "Site", "SiteTesting", "Standards", "Store", "StoreTesting",
                .product(name: "Crypto", package: "swift-crypto"),
            ] + browsing,
            exclude: ["Frozen"],
            swiftSettings: strict),
    ]
)
