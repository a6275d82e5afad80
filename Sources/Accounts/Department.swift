// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// An office of a region or of a park: 工业和信息化局, 科技局, 高新区经发局.
public struct Department: Hashable, Sendable {
    /// Its id.
    public let id: ID<Department>
    /// Its full name.
    public let name: String
    /// The region that it serves; a park has the region in which it lies.
    public let region: Region
    /// The department above it; nil at the top.
    public let parent: ID<Department>?
    /// Whether it is the office of a park: 高新区, 经开区, 保税区.
    public let isPark: Bool

    /// A department.
    public init(
        id: ID<Department>, name: String, region: Region, parent: ID<Department>? = nil, isPark: Bool = false
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.parent = parent
        self.isPark = isPark
    }
}
