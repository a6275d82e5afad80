// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Entitlements

/// What the room promises as a whole.
@Suite struct EntitlementsTests {
}
