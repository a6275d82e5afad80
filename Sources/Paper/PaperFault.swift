// SPDX-License-Identifier: Apache-2.0

/// What keeps a document from being printed.
public enum PaperFault: Error, Hashable, Sendable {
    /// The parts hold more text than allowed.
    case tooLong(limitBytes: Int)
    /// It would have more pages than allowed.
    case tooManyPages(limit: Int)
    /// The PDF would be larger than allowed.
    case tooLarge(limitBytes: Int)
    /// The font that every page is set in is not installed on the server.
    case fontMissing(String)
    /// The library that writes PDF failed; its own words, for the log.
    case failed(String)
}
