// SPDX-License-Identifier: Apache-2.0

extension Population {
    /// Whether an enterprise of that number is in it.
    public func holds(_ enterprise: Int) -> Bool { roster.place(of: enterprise) != nil }
}
