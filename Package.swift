// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Every room is compiled alike: Swift 6 mode, warnings are errors.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "yumiao",
    targets: [
        .target(name: "Standards", swiftSettings: strict),
        .testTarget(name: "StandardsTests", dependencies: ["Standards"], swiftSettings: strict),
    ]
)
