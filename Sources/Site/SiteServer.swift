// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Puts the site together from its rooms. The executable and the tests call the same function.
///
/// ```swift
/// let application = try buildApplication(settings, rooms: [policies, appeals], logger: logger)
/// try await application.runService()      // ends gracefully on SIGTERM and SIGINT
/// ```
///
/// - Parameters:
///   - settings: where to listen, how to sign, clock and chance.
///   - rooms: the rooms in the order of their menu entries.
///   - gate: who may; by default only what is for everyone is open.
///   - isReady: whether the site can serve, for `/readyz`; for instance whether the store answers.
///   - gauges: figures of other parts of the program for `/metrics`, asked at each reading.
///   - logger: gets one line a request, without addresses of visitors, queries or names.
///   - whenReady: told the port once the server listens.
/// - Throws: `SiteSetupFault` for what would be unsafe or broken: weak keys, doubled routes, missing words.
public func buildApplication(
    _ settings: SiteSettings, rooms: [any Room], gate: any Gate = PublicGate(),
    isReady: @escaping @Sendable () async -> Bool = { true },
    gauges: @escaping @Sendable () async -> [Gauge] = { [] },
    logger: Logger = Logger(label: "site"),
    whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> Application<SiteResponder> {
    let responder = try buildResponder(
        settings, rooms: rooms, gate: gate, isReady: isReady, gauges: gauges, logger: logger)
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .notice)
    return Application(
        responder: responder,
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [FirstRequestDeadline(seconds: settings.limits.patienceSeconds)],
                idleTimeout: .seconds(Int64(settings.limits.idleSeconds)))),
        configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
        onServerRunning: { channel in await whenReady(channel.localAddress?.port ?? settings.port) },
        logger: quiet)
}

/// The responder alone, for whoever brings another server or none.
public func buildResponder(
    _ settings: SiteSettings, rooms: [any Room], gate: any Gate = PublicGate(),
    isReady: @escaping @Sendable () async -> Bool = { true },
    gauges: @escaping @Sendable () async -> [Gauge] = { [] },
    logger: Logger = Logger(label: "site")
) throws -> SiteResponder {
    try settings.check()
    let all = rooms + [SiteOwnRoom(hasGallery: settings.hasGallery)]
    let parts = try SiteParts(settings: settings, rooms: all, gate: gate)
    let table = try RouteTable(all.flatMap(\.routes))
    return SiteResponder(
        parts: parts, table: table, isReady: isReady, gauges: gauges, logger: logger,
        meter: settings.rates.map { RateMeter($0) },
        metricsToken: settings.metricsToken.map { BearerToken($0) })
}

extension SiteResponder {
    /// All routes with name, method, path and permission, for the permission matrix and the API document.
    public var routes: [Route] { table.routes }

    /// Permissions that are asked for beside routes: by menus, blocks and the search.
    public var otherPermissions: Set<Permission> {
        Set(
            parts.navigation.map(\.permission) + parts.blocks.map(\.permission)
                + parts.searches.map(\.permission))
    }
}
