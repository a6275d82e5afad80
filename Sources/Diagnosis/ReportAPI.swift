// SPDX-License-Identifier: Apache-2.0
import Rules
import Site

extension KeptReport {
    /// A kept report as `Documentation/formats.md` describes it.
    static let shown = Endpoint(
        .word("diagnosis.api.report"),
        parameters: [
            .init("id", .text(pattern: "^[0-9a-f-]{36}$"), .word("diagnosis.api.reportID"), isRequired: true)
        ],
        response: .object(
            "Report",
            [
                .required("format", .integer(1...1)), .required("id", .text()),
                .required("enterprise", .text()), .required("name", .text()),
                .required("creditCode", .text()), .required("region", .text()), .required("asOf", .day),
                .required("purpose", MatchAnswer.purposes),
                .required("madeAt", .integer(0...(1 << 53)), .word("diagnosis.api.madeAt")),
                .required("verdicts", .list(VerdictRecord.schema)),
            ]), mayBeMissing: true)
}
