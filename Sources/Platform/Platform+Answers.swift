// SPDX-License-Identifier: Apache-2.0
import Consultations
import Interpretations
import Standards

extension AnswerText {
    /// An interpretation, in which answers are looked for too while its policy is in force.
    init(_ interpretation: InterpretationText) {
        self.init(
            key: "interpretation/\(interpretation.id)", stamp: interpretation.stamp, kind: .interpretation,
            title: interpretation.title, path: interpretation.path, policy: interpretation.policy,
            version: interpretation.publishedOn.isoText, from: interpretation.inForceFrom,
            to: interpretation.inForceTo,
            sections: [Section(.text, heading: interpretation.author, interpretation.text)])
    }
}
