// SPDX-License-Identifier: Apache-2.0
import Intakes
import Standards

extension Platform {
    /// Brings a file of policies into the library at once, for the command line; with `isDry` it is only
    /// tried. Gives what became of each policy.
    ///
    /// - Parameters:
    ///   - isRelease: as policies in force instead of drafts; enterprises are not told of them.
    ///   - region: whose offices keep what the file brings.
    /// - Throws: `ImportRefused`, with words for people, when the file cannot be read.
    public func importPolicies(
        _ bytes: [UInt8], named name: String, isRelease: Bool, keptBy region: Region, isDry: Bool
    ) async throws -> ImportSummary {
        try await intakes.importFile(
            bytes, named: name, isRelease: isRelease, keptBy: region, isDry: isDry)
    }
}
