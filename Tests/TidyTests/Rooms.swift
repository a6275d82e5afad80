// SPDX-License-Identifier: Apache-2.0

/// The rooms of the house and what each may import. This table is the drawing in
/// `Documentation/architecture.md`; whoever adds a room adds one line here.
struct RoomPlan {
    enum Layer: Int {
        /// C code and C libraries, seen by one room only.
        case foundation
        /// Pure: no input or output.
        case engine
        /// SQL, and the frame of pages.
        case frame
        /// Who may, whom it is about, who is told.
        case ground
        /// One thing that people do here.
        case capability
        /// The list of rooms.
        case composition
        /// Commands and tools: they begin everything and nothing imports them.
        case command
    }

    let layer: Layer
    /// Other engines, or C targets, that it may see. Rooms of lower layers need no entry, except for engines.
    var rooms: Set<String> = []
    /// Packages' modules that it may import.
    var modules: Set<String> = []
    /// Whether its files may import Foundation.
    var hasFoundation = true

    static let house: [String: RoomPlan] = [
        "MatchingKernels": RoomPlan(layer: .foundation, hasFoundation: false),
        "CPQ": RoomPlan(layer: .foundation, hasFoundation: false),
        "CQREncode": RoomPlan(layer: .foundation, hasFoundation: false),
        "CZip": RoomPlan(layer: .foundation, hasFoundation: false),
        "CArgon2": RoomPlan(layer: .foundation, hasFoundation: false),
        "CPango": RoomPlan(layer: .foundation, hasFoundation: false),
        "CXLSXWriter": RoomPlan(layer: .foundation, hasFoundation: false),

        "Standards": RoomPlan(layer: .engine, modules: ["BigInt"]),
        "Rules": RoomPlan(layer: .engine, rooms: ["Standards"], modules: ["BigInt", "Yams"]),
        "Matching": RoomPlan(
            layer: .engine, rooms: ["MatchingKernels", "Rules", "Standards"], modules: ["BigInt"]),
        "Reading": RoomPlan(
            layer: .engine, rooms: ["CZip", "Rules", "Standards"], modules: ["BigInt", "FoundationXML"]),
        "Sheets": RoomPlan(layer: .engine, rooms: ["CZip", "CXLSXWriter"], modules: ["FoundationXML"]),
        "Paper": RoomPlan(layer: .engine, rooms: ["CPango", "CQREncode"]),
        "Cases": RoomPlan(layer: .engine, rooms: ["Rules", "Standards"]),
        "Ledger": RoomPlan(layer: .engine, rooms: ["Standards"]),

        "Store": RoomPlan(
            layer: .frame, rooms: ["CPQ", "Standards"], modules: ["GRDB", "Crypto", "Logging"]),
        "Site": RoomPlan(
            layer: .frame, rooms: ["CQREncode", "Sheets", "Standards"],
            modules: [
                "Hummingbird", "HummingbirdCore", "HTTPTypes", "Mustache", "Crypto", "Logging", "NIOCore",
            ]),

        "Accounts": RoomPlan(
            layer: .ground, rooms: ["CArgon2"],
            modules: ["AsyncHTTPClient", "Crypto", "HTTPTypes", "JWTKit", "Logging", "NIOCore", "NIOHTTP1"]),
        "Enterprises": RoomPlan(
            layer: .ground, rooms: ["Accounts"], modules: ["Crypto", "HTTPTypes", "Logging"]),
        "Policies": RoomPlan(layer: .ground, rooms: ["Accounts"], modules: ["HTTPTypes"]),
        "Outreach": RoomPlan(
            layer: .ground, rooms: ["Accounts", "Enterprises"],
            modules: [
                "AsyncHTTPClient", "Crypto", "HTTPTypes", "Logging", "NIOCore", "NIOFoundationCompat",
                "NIOPosix",
                "NIOSSL", "NIOHTTP1",
            ]),
        "Audience": RoomPlan(
            layer: .ground, rooms: ["Accounts", "Enterprises", "Policies"], modules: ["Logging"]),

        "Diagnosis": RoomPlan(layer: .capability, modules: ["HTTPTypes", "Logging"]),
        "Example": RoomPlan(layer: .capability),
        "Drafts": RoomPlan(
            layer: .capability,
            modules: [
                "AsyncHTTPClient", "Crypto", "FoundationXML", "HTTPTypes", "Logging", "NIOCore", "NIOHTTP1",
            ]),
        "Intakes": RoomPlan(
            layer: .capability,
            modules: [
                "AsyncHTTPClient", "Crypto", "FoundationXML", "HTTPTypes", "Logging", "NIOCore", "NIOHTTP1",
            ]),
        "Interpretations": RoomPlan(layer: .capability, modules: ["HTTPTypes", "Logging"]),
        "Guides": RoomPlan(layer: .capability, modules: ["Crypto", "HTTPTypes", "Logging"]),
        "Entitlements": RoomPlan(layer: .capability, modules: ["HTTPTypes", "Logging"]),
        "Consultations": RoomPlan(layer: .capability, modules: ["HTTPTypes", "Logging"]),
        "Applications": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Appeals": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Cultivation": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Services": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Experts": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Training": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Finance": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Exhibition": RoomPlan(layer: .capability, modules: ["Logging"]),
        "Dashboards": RoomPlan(layer: .capability, modules: ["Logging"]),

        "Platform": RoomPlan(
            layer: .composition,
            modules: ["Crypto", "CryptoExtras", "Hummingbird", "Logging", "ServiceLifecycle"]),
        "yumiao": RoomPlan(layer: .command, modules: ["ArgumentParser", "Crypto", "Hummingbird", "Logging"]),
        "MatchingBench": RoomPlan(layer: .command, modules: ["MatchingWorld"]),
        "OutreachBench": RoomPlan(layer: .command),
    ]

    /// What comes with the toolchain and is open to every room.
    static let system: Set = ["Swift", "Synchronization", "Dispatch", "Glibc", "RegexBuilder"]

    /// What Foundation is called.
    static let foundation: Set = ["Foundation", "FoundationEssentials", "FoundationInternationalization"]

    /// Whether a file of this room may import a module.
    func mayImport(_ module: String) -> Bool {
        if Self.system.contains(module) || modules.contains(module) || rooms.contains(module) { return true }
        if Self.foundation.contains(module) { return hasFoundation }
        guard let other = Self.house[module], layer.rawValue > Layer.engine.rawValue else { return false }
        switch other.layer {
        case .foundation, .command: return false
        case .engine: return layer != .frame
        case .frame, .ground, .capability, .composition: return other.layer.rawValue < layer.rawValue
        }
    }
}
