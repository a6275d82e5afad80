// SPDX-License-Identifier: Apache-2.0

extension PolicyVersion {
    /// The same version without the official text, for rooms that keep thousands of them in memory.
    public var withoutText: PolicyVersion {
        var content = content
        content.text = ""
        return PolicyVersion(
            id: id, policy: policy, version: version, stage: stage, revision: revision, content: content,
            madeBy: madeBy, madeAt: madeAt, firstReleasedBy: firstReleasedBy, releasedBy: releasedBy,
            releasedAt: releasedAt, inForceFrom: inForceFrom, inForceTo: inForceTo,
            commentTo: commentTo)
    }
}
