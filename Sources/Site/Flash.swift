// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A sentence that the next page shows once, after a form led on to it: 已保存. It travels in a cookie of its
/// own, signed, and is taken back when it is shown; a browser without cookies does not show it, so the page
/// itself must show what became of the form.
struct Flash: Codable, Sendable, Equatable {
    let text: String
    let tone: String
    /// When it was said, in seconds since 1970.
    let moment: Int64

    static let cookieName = "flash"
    static let purpose = "flash"
    /// Seconds after which it would only puzzle.
    static let lifetimeSeconds: Int64 = 600
}

extension Reply {
    /// The same redirect with a sentence that the next page shows once, in the visitor's language.
    public func saying(_ text: String, _ tone: Tone = .good) -> Reply {
        var reply = self
        reply.flash = (text, tone)
        return reply
    }
}

extension Visit {
    /// The cookie for a sentence.
    func flashCookie(_ text: String, _ tone: Tone) throws -> GivenCookie {
        let flash = Flash(text: text, tone: tone.rawValue, moment: Int64(now.timeIntervalSince1970))
        let packed = try signedState.pack(flash, for: Flash.purpose)
        return GivenCookie(
            name: Flash.cookieName, value: packed, maximumAgeSeconds: Int(Flash.lifetimeSeconds))
    }

    /// What the last form had to say; nil where there is nothing, or nothing that this site said lately.
    var flash: Notice? {
        guard let packed = cookie(Flash.cookieName) else { return nil }
        do throws(SignedStateFault) {
            let flash = try signedState.unpack(Flash.self, from: packed, for: Flash.purpose)
            let age = Int64(now.timeIntervalSince1970) - flash.moment
            guard (-60...Flash.lifetimeSeconds).contains(age), let tone = Tone(rawValue: flash.tone) else {
                return nil
            }
            return Notice(flash.text, tone)
        } catch {
            // Changed or cut off: it is taken back and nothing is said.
            return nil
        }
    }
}
