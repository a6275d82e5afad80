#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A table of 50 rows and 6 columns, rendered by the site's renderer and by swift-mustache, which reads the same structs
# through Mirror (or asks them by name, which is its fast way). Says first whether both write the same.
#
#   Benchmarks/rendering.sh      compiles with -O in half a minute; needs .build/checkouts (after any swift build)
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mustache=.build/checkouts/swift-mustache/Sources/Mustache
swiftc -O -swift-version 5 -suppress-warnings -emit-module -emit-library -static -module-name Mustache "$mustache"/*.swift \
    -o "$work/libMustache.a" -emit-module-path "$work/Mustache.swiftmodule"
cat >"$work/main.swift" <<'SWIFT'
import Foundation
import Mustache

enum SiteSetupFault: Error { case unreadableTemplate(file: String, reason: String) }
struct Column: Sendable { let text: String; let sort, direction: String?; let isNumber: Bool }
struct Cell: Sendable { let text: String; let language, href, status: String?; let isNumber: Bool }
struct Row: Sendable { let head: Cell; let cells: [Cell] }
struct Table<Line: Sendable>: Sendable {
    let id, caption: String; let columns: [Column]; let rows: [Line]; let empty: String?
}
struct NamedCell: Sendable, MustacheParent {
    let cell: Cell
    func child(named name: String) -> Any? {
        switch name {
        case "text": cell.text
        case "language": cell.language
        case "href": cell.href
        case "isNumber": cell.isNumber
        default: nil
        }
    }
}
struct NamedRow: Sendable, MustacheParent {
    let head: NamedCell; let cells: [NamedCell]
    func child(named name: String) -> Any? { name == "head" ? head : name == "cells" ? cells : nil }
}

func cell(_ text: String, href: String? = nil) -> Cell {
    Cell(text: text, language: href == nil ? nil : "zh-Hans", href: href, status: nil, isNumber: false)
}
let columns = (1...6).map { Column(text: "第\($0)列", sort: nil, direction: nil, isNumber: false) }
let texts = ["91320508MA1XXXXX0A", "江苏省苏州市姑苏区", "通用设备制造业", "创新型中小企业、专精特新中小企业", "2014年5月6日"]
let rows = (1...50).map { number in
    Row(
        head: cell("苏州精密轴承\(number)有限公司", href: "/enterprises/01900000-0000-7000-8000-0000000000\(number)"),
        cells: texts.map { cell($0) })
}
let plain = Table(id: "e", caption: "企业", columns: columns, rows: rows, empty: nil)
let named = Table(
    id: "e", caption: "企业", columns: columns,
    rows: rows.map { NamedRow(head: NamedCell(cell: $0.head), cells: $0.cells.map { NamedCell(cell: $0) }) }, empty: nil)

var templates: [String: String] = [:]
for name in ["_table", "_cell", "_status", "_icon"] {
    templates[name] = try String(contentsOfFile: "Sources/Site/Templates/\(name).mustache", encoding: .utf8)
}
var names = TemplateProgram.Names()
let program = try TemplateProgram(templates, names: &names)
let shapes = ShapeTable(names: names.numbers)
var library = MustacheLibrary()
for (name, text) in templates { try library.register(text, named: name) }
nonisolated(unsafe) var html: [UInt8] = []  // one thread only
func ours() {
    html.removeAll(keepingCapacity: true)
    if let number = program.numbers["_table"] {
        TemplateRun.render(plain, with: number, of: program, shapes: shapes, into: &html)
    }
}
ours()
let text = String(decoding: html, as: UTF8.self)
print("the same bytes:", [library.render(plain, withTemplate: "_table"), library.render(named, withTemplate: "_table")].allSatisfy { $0 == text }, html.count)
func measure(_ name: String, runs: Int, _ body: () -> Void) {
    let clock = ContinuousClock()
    let times = (0..<runs).map { _ in clock.measure(body) }.sorted()
    func milliseconds(_ time: Duration) -> String { String(format: "%8.3f ms", time / .milliseconds(1)) }
    print(name, "best", milliseconds(times[0]), "middle", milliseconds(times[runs / 2]))
}
measure("swift-mustache, Mirror ", runs: 50) { _ = library.render(plain, withTemplate: "_table") }
measure("swift-mustache, by name", runs: 50) { _ = library.render(named, withTemplate: "_table") }
measure("shapes                 ", runs: 1000, ours)
SWIFT
rendering=Sources/Site/Rendering
swiftc -O -swift-version 6 -I "$work" "$rendering"/Shape*.swift "$rendering"/{StoredFields,HoldingShapes,HTMLEscaping}.swift \
    "$rendering"/Template{Node,Parser,Program,Run}.swift "$work/main.swift" "$work/libMustache.a" -o "$work/rendering"
"$work/rendering"
