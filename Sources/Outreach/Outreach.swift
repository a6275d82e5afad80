// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Logging
import Site
import Store

/// Who is told what, and how: subscriptions, messages, channels and their delivery. It decides neither who
/// qualifies nor what is worth telling; rooms hand it messages in the transaction in which the reason arose.
///
/// ```swift
/// try tx.tell(NewMessage(
///     to: .enterprise(id), topic: "policy.new", key: "policy.new/\(policy)/\(id)",
///     title: Bilingual("新政策：…", "New policy: …"), text: Bilingual("…", "…"), path: "/policies/12"))
/// ```
public struct Outreach: Room {
    /// Templates and words of this room.
    public var shelf: Shelf { Self.shelf }
    static let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let enterprises: Enterprises?
    let settings: OutreachSettings
    let key: OutreachKey
    let writing: LetterWriting
    /// What is set up on this site.
    let channels: [any LetterChannel]
    /// After how long a worker without a sign of life has lost what it had in hand.
    let claimMilliseconds: Int64

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - key: 32 bytes or more that sign links and codes, the same on all servers and over restarts.
    ///   - settings: which channels the site has.
    ///   - enterprises: the register, for messages to many.
    /// - Throws: what is wrong with the words of the room.
    public init(
        database: Database, authorisation: Authorisation, key bytes: [UInt8],
        settings: OutreachSettings = OutreachSettings(), enterprises: Enterprises? = nil
    ) throws {
        let key = OutreachKey(bytes)
        try self.init(
            database: database, authorisation: authorisation, key: bytes, settings: settings,
            enterprises: enterprises, channels: Self.channels(settings, key, database))
    }

    /// The room with channels of somebody else's making, for tests and benchmarks.
    package init(
        database: Database, authorisation: Authorisation, key bytes: [UInt8],
        settings: OutreachSettings = OutreachSettings(), enterprises: Enterprises? = nil,
        channels: [any LetterChannel], claimMilliseconds: Int64 = 300_000
    ) throws {
        let key = OutreachKey(bytes)
        self.database = database
        self.authorisation = authorisation
        self.enterprises = enterprises
        self.settings = settings
        self.key = key
        self.channels = channels
        self.claimMilliseconds = claimMilliseconds
        writing = LetterWriting(
            book: try WordBook(shelves: [.site, Self.shelf]), site: settings.site, key: key)
    }

    private static func channels(
        _ settings: OutreachSettings, _ key: OutreachKey, _ database: Database
    ) -> [any LetterChannel] {
        var channels: [any LetterChannel] = []
        if let mail = settings.mail {
            channels.append(MailChannel(mail, ground: database.ground))
        } else if settings.hasLetterbox {
            channels.append(LetterboxChannel(kind: .email, database: database))
        }
        if let sms = settings.sms {
            channels.append(AliyunChannel(sms, ground: database.ground))
        } else if settings.hasLetterbox {
            channels.append(LetterboxChannel(kind: .sms, database: database))
        }
        if settings.webhook != .off {
            channels.append(WebhookChannel(settings.webhook, key: key, ground: database.ground))
        }
        return channels
    }

    /// The tables of this room.
    public static let migrations = OutreachSchema.migrations
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .outreachOwn: .signedIn,
        .outreachOperate: .roles([.operator, .systemAdministrator]),
        .outreachMail: .roles([.operator, .official]),
    ]
    /// What this room listens to.
    public static let subscriptions: [Subscription] = []
    /// Entries in the menus.
    public var navigation: [NavigationEntry] {
        [
            .header("outreach.title", "/messages", .outreachOwn),
            .header("outreach.operation", "/outreach", .outreachOperate),
            .header("outreach.mailings", "/outreach/mailings", .outreachMail),
        ]
    }
    /// Everything that can be asked for here.
    public var routes: [Route] {
        inboxRoutes + wishRoutes + addressRoutes + unsubscribeRoutes + feedRoutes + operationRoutes
            + mailingRoutes
    }
    /// What waits to be read, on everybody's desk.
    public var blocks: [Block] { [unreadBlock] }

    var inbox: InboxStore { InboxStore(database: database) }
    var wishes: WishStore { WishStore(database: database) }
    var codes: AddressCodes { AddressCodes(database: database, key: key) }
    var expansion: ExpansionStore {
        ExpansionStore(database: database, channels: Set(channels.map(\.kind)))
    }
    var deliveries: DeliveryStore {
        DeliveryStore(database: database, claimMilliseconds: claimMilliseconds)
    }
}

extension Permission {
    /// One's own messages and how one is told.
    public static let outreachOwn = Permission("outreach.own")
    /// Channels and deliveries of the whole site.
    public static let outreachOperate = Permission("outreach.operate")
    /// Messages to many enterprises.
    public static let outreachMail = Permission("outreach.mail")
}
