// SPDX-License-Identifier: Apache-2.0
import Standards

/// From a document's text to a structured record with citations.
///
/// Deterministic and offline; a draft that a person confirms. Passes, each of which only reads what the one
/// before found: folded text → lines and paragraphs → outline → sentences and clauses → amounts and
/// conditions → record.
///
/// ```swift
/// let text = PolicyText("第一条 对首次认定的高新技术企业，给予20万元奖励。")
/// let record = Reader.read(text)
/// record.items.first?.supports.first?.amount      // 200000
/// print(record.recordJSON)
/// ```
public enum Reader {
    /// Reads a text. Never fails: of a text that is no policy the record is empty.
    public static func read(_ text: PolicyText) -> PolicyRecord { parts(text).record }

    /// What the passes found, for those that build on them.
    struct Parts: Sendable {
        let flow: Flow
        let figures: Figures
        let title: TitleReader.Title
        let outline: Outline
        let record: PolicyRecord
    }

    /// Runs all passes.
    static func parts(_ text: PolicyText) -> Parts {
        let flow = FlowBuilder.build(text)
        let figures = Figures(flow.glyphs[...])
        let title = TitleReader.read(flow)
        let outline = OutlineReader.read(flow, title: title)
        var record = PolicyRecord()
        HeaderReader(flow: flow, figures: figures, title: title).read(into: &record)
        PlaceReader(flow: flow, title: title).read(into: &record)
        TermReader(flow: flow, figures: figures, outline: outline, published: record.published).read(
            into: &record)
        ItemReader(flow: flow, figures: figures, outline: outline, title: title).read(into: &record)
        record.materials = MaterialReader(flow: flow, outline: outline).read()
        record.contacts = ContactReader(flow: flow, outline: outline).read()
        record.tags = TagReader(flow: flow, outline: outline, title: title, record: record).read()
        record.highlights = HighlightReader(text: text, record: record).read()
        return Parts(flow: flow, figures: figures, title: title, outline: outline, record: record)
    }
}
