// SPDX-License-Identifier: Apache-2.0

/// How pages of other sites are asked for: by whom, how fast, how much of them.
public struct FetchSettings: Sendable {
    /// The name that other sites see, and that their robots.txt may address.
    public var agent = "yumiao"
    /// Whom their keepers can write to; stands behind the name.
    public var contact = "https://github.com/yumiao-platform/yumiao"
    /// Milliseconds between two requests to one host.
    public var delayMilliseconds = 2_000
    /// Seconds in which a page must be there.
    public var timeoutSeconds = 20
    /// The largest page, unpacked.
    public var largestMiB = 10
    /// How often a page may lead on to another.
    public var mostRedirects = 5
    /// Hosts within the own network that may be asked all the same, as `127.0.0.1:8080`: an intranet's own
    /// site, or the site of a test. Empty by default.
    public var allowedHosts: Set<String> = []

    /// The default: polite, and nothing within the own network.
    public init() {}
}
