// SPDX-License-Identifier: Apache-2.0

extension PolicyRecord {
    /// The words for a policy's tags, each once, in the order of the dimensions: without those that its other
    /// fields say already (issuer, region, place of registration), and none that is too long for a tag.
    public var tagNames: [String] {
        let said: Set<PolicyTag.Dimension> = [.issuer, .region, .registration]
        return tags.reduce(into: []) { names, tag in
            guard !said.contains(tag.dimension), tag.value.count <= 20, !names.contains(tag.value) else {
                return
            }
            names.append(tag.value)
        }
    }
}
