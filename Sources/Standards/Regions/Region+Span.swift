// SPDX-License-Identifier: Apache-2.0

extension Region {
    /// The numbers of the region and of all in it: from and to, both counted.
    public var span: (from: Int64, to: Int64) {
        let from = Int64(number)
        switch level {
        case .nation: return (0, 999_999)
        case .province: return (from, from + 9_999)
        case .city: return (from, from + 99)
        case .county: return (from, from)
        }
    }
}
