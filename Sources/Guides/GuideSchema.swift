// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum GuideSchema {
    static let migrations: [Migration] = []
}
