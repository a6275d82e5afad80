// SPDX-License-Identifier: Apache-2.0

/// Every component in every state, for whoever builds pages and for the accessibility tests.
enum Gallery {
    static var routes: [Route] { [] }
}
