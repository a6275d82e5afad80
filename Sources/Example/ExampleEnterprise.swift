// SPDX-License-Identifier: Apache-2.0
import Standards

/// An enterprise that does not exist, with facts as sources would state them. Its name says 示例.
public struct ExampleEnterprise: Sendable {
    /// Its name, which ends in （示例）.
    public let name: String
    /// A code whose check characters are right. Its organisation code begins with EX, which no registrar
    /// gave so far as is known; that and the name keep it apart from real ones.
    public let creditCode: CreditCode
    /// County or district of registration.
    public let region: Region
    /// Group or division of its main business.
    public let industry: Industry
    /// Day of incorporation.
    public let founded: Day
    /// What sources state; what nobody states is not there.
    public internal(set) var facts: [Fact] = []

    /// One stated fact, in the words of the vocabulary.
    public struct Fact: Sendable, Hashable {
        /// The word, for instance 营业收入.
        public let word: String
        /// The year that it is for; nil for what has no period.
        public let year: Int?
        /// The value with its unit, as an official would write it: `1500万元`.
        public let value: String
        /// Who states it: 税务, 统计, 自报.
        public let source: String
    }
}

/// Makes enterprises of an example city: skewed as real ones are (a few large, many small), with figures that
/// fit together over three years, and with gaps.
///
/// The shape, not the figures, is meant to be real: revenue is log-normal, one in four does research, newer
/// firms know less about themselves. The same seed gives the same city.
public struct ExampleEnterprises: Sendable {
    /// The districts, the more often named the more enterprises.
    public let districts: [(region: Region, share: Double)]
    /// The day of the last facts; 上年度 is the year before it.
    public let today: Day
    private var random: SeededRandom
    private var made = 0

    /// Enterprises of the city's districts, seen from a day.
    ///
    /// - Throws: ``ExampleFault/regionUnknown(_:)`` when a district is not in the code set.
    public init(seed: UInt64, today: Day) throws {
        random = SeededRandom(seed: seed)
        self.today = today
        districts = try Self.shares.map { code, share in
            guard let region = Region(code: code) else { throw ExampleFault.regionUnknown(code) }
            return (region, share)
        }
    }

    /// Districts and counties of 宿迁, for which there is a pack.
    private static let shares = [
        ("321302", 0.27), ("321311", 0.18), ("321322", 0.29), ("321323", 0.14), ("321324", 0.12),
    ]

    /// The next enterprises, all with codes of their own.
    ///
    /// - Parameter hasFacts: whether they state figures; without, they cost a tenth of the memory.
    public mutating func next(_ count: Int, hasFacts: Bool) throws -> [ExampleEnterprise] {
        try (0..<count).map { _ in
            defer { made += 1 }
            return try one(made, hasFacts)
        }
    }

    private mutating func one(_ number: Int, _ hasFacts: Bool) throws -> ExampleEnterprise {
        let place = random.pick(districts.map { ($0.region, $0.share) })
        let trade = random.pick(ExampleTrade.all.map { ($0, $0.share) })
        let age = 1 + min(30, Int(random.logNormal(median: 7, spread: 0.7)))
        let founded = Day(number: today.number - age * 365 - random.below(365))
        guard let industry = Industry(code: trade.industry) else {
            throw ExampleFault.industryUnknown(trade.industry)
        }
        let body = Self.organisationCode(number)
        guard let code = CreditCode.make(region: place, body: body) else {
            throw ExampleFault.codeUnmade(body)
        }
        var enterprise = ExampleEnterprise(
            name: Self.name(number, in: place, trade), creditCode: code, region: place, industry: industry,
            founded: founded)
        if hasFacts {
            enterprise.facts =
                ExampleFigures(trade: trade, ageYears: age, year: today.year - 1, &random).facts
        }
        return enterprise
    }

    /// Eight characters of which the first two are EX and the others count in the alphabet of the code.
    private static func organisationCode(_ number: Int) -> String {
        var (digits, left) = ("", number)
        for _ in 0..<6 {
            digits = String(alphabet[left % alphabet.count]) + digits
            left /= alphabet.count
        }
        return "EX" + digits
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    private static func name(_ number: Int, in place: Region, _ trade: ExampleTrade) -> String {
        let first = Array("云启恒瑞嘉禾新沃明达远宏博海华盛凯丰润泽安康立信德广源景行之中正天")
        let second = Array("杉程锐川湖原木阳峰林江石科创联拓迈越合顺昌泰亿航宇辰力鼎美佳成")
        let (a, b) = (
            first[number * 7 % first.count], second[(number / first.count + number * 11) % second.count]
        )
        let third = number / (first.count * second.count)
        let mark = third == 0 ? "" : String("一二三四五六七八九"[third - 1])
        return "\(place.parent?.shortName ?? "")\(a)\(b)\(mark)\(trade.words)有限公司（示例）"
    }
}

extension String {
    fileprivate subscript(_ place: Int) -> Character { self[index(startIndex, offsetBy: place % count)] }
}

/// What keeps an example city from being made.
public enum ExampleFault: Error, Equatable, Sendable {
    /// A district is not in the code set of regions.
    case regionUnknown(String)
    /// A trade is not in the code set of industries.
    case industryUnknown(String)
    /// A credit code could not be made of this body.
    case codeUnmade(String)
    /// The file of invented policies is not with the program.
    case policiesMissing
    /// Nobody of the example may put policies in.
    case editorMissing
    /// There are people or enterprises already that are not of the example.
    case notEmpty
}
