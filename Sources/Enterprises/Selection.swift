// SPDX-License-Identifier: Apache-2.0
import Standards

/// Which enterprises a list shows. What is nil does not restrict.
struct Selection: Hashable, Sendable {
    /// The regions that the reader may see, and no others.
    var scope: [Region]
    /// One region inside the scope.
    var region: Region?
    /// A section, division or group.
    var industry: Industry?
    /// A class or title that a fact states.
    var label: String?
    /// Where the registration stands.
    var state: Enterprise.State?

    /// The regions to look in: the chosen one as far as it lies in the scope, without those inside others.
    var places: [Region] {
        guard let region else { return Selection.roots(scope) }
        if scope.contains(where: { region.isWithin($0) }) { return [region] }
        return Selection.roots(scope.filter { $0.isWithin(region) })
    }

    /// The largest of the regions, in the order of their codes.
    private static func roots(_ regions: [Region]) -> [Region] {
        regions.filter { region in
            !regions.contains { $0 != region && region.isWithin($0) }
        }
        .sorted()
    }

    /// Whether an enterprise belongs to the list.
    func holds(_ enterprise: Enterprise) -> Bool {
        places.contains { enterprise.region.isWithin($0) }
            && industry.map { wanted in enterprise.industry?.isWithin(wanted) ?? false } ?? true
            && state.map { $0 == enterprise.state } ?? true
    }
}

/// Where a page of a list begins: after this entry.
struct ListPlace: Hashable, Sendable {
    let region: Int64
    let number: Int64
    /// For a list in the order of credit codes.
    var code: String?

    /// `320508-7394…` or a credit code, as it stands in the address.
    var text: String { code ?? "\(region)-\(number)" }

    init(region: Int64 = 0, number: Int64 = -1, code: String? = nil) {
        self.region = region
        self.number = number
        self.code = code
    }

    /// Reads a place from an address; nil when it is none.
    init?(_ text: String) {
        if let code = CreditCode(codedText: text) {
            self.init(code: code.text)
            return
        }
        let parts = text.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 2 else { return nil }
        self.init(region: parts[0], number: parts[1])
    }
}

/// One page of a list.
struct ListPart: Sendable {
    let enterprises: [Enterprise]
    /// Where the next page begins; nil after the last.
    let next: ListPlace?
}
