// SPDX-License-Identifier: Apache-2.0
import Site

extension Block.Place {
    /// The page of a policy that everybody reads; the subject is the policy's id.
    public static let policy = Block.Place("policy")
    /// The page on which a version is worked on; the subject is the version's id.
    public static let policyVersion = Block.Place("policy-version")
}
