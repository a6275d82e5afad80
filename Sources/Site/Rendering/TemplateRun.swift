// SPDX-License-Identifier: Apache-2.0

/// One rendering of a template: writes the bytes of its HTML.
struct TemplateRun {
    /// The program's arrays, open for the time of the run.
    private struct Code {
        let templates: UnsafeBufferPointer<Range<Int>>
        let steps: UnsafeBufferPointer<TemplateProgram.Step>
        let texts: UnsafeBufferPointer<UInt8>
        let pathNames: UnsafeBufferPointer<Int>
    }

    private let code: Code
    /// The structs that the present section stands in, the outermost first.
    private var levels: [ShapedValue]
    private var html: [UInt8]

    /// Appends the HTML of a template about a value.
    static func render<Value>(
        _ value: Value, with template: Int, of program: TemplateProgram, shapes: ShapeTable,
        into html: inout [UInt8]
    ) {
        let shape = shapes.shape(of: Value.self)
        program.templates.withUnsafeBufferPointer { templates in
            program.steps.withUnsafeBufferPointer { steps in
                program.texts.withUnsafeBufferPointer { texts in
                    program.pathNames.withUnsafeBufferPointer { pathNames in
                        let code = Code(
                            templates: templates, steps: steps, texts: texts, pathNames: pathNames)
                        withUnsafePointer(to: value) { pointer in
                            let root = ShapedValue(shape: shape, address: UnsafeRawPointer(pointer))
                            // Taken out for the time, so that it is never copied.
                            var run = TemplateRun(code: code, levels: [root], html: exchange(&html, with: []))
                            run.take(templates[template])
                            html = run.html
                        }
                    }
                }
            }
        }
        withExtendedLifetime(shapes) {}
    }

    private mutating func take(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let step = code.steps[index]
            index += 1
            switch step.kind {
            case .text:
                html.append(contentsOf: UnsafeBufferPointer(rebasing: code.texts[step.start..<step.end]))
            case .value:
                if let value = find(step.path) { value.write(to: &html) }
            case .section:
                if let value = find(step.path) { take(index..<step.end, about: value) }
                index = step.end
            case .inverted:
                if find(step.path)?.isNothing ?? true { take(index..<step.end) }
                index = step.end
            case .partial: take(code.templates[step.start])
            }
        }
    }

    /// A section: once for each value of a list, with a true flag as it stands, else inside the value.
    private mutating func take(_ range: Range<Int>, about value: ShapedValue) {
        switch value.shape.kind {
        case .flag:
            if !value.isNothing { take(range) }
        case .list(let type):
            guard let content = value.shape.content else { return }
            type.forEach(at: value.address) { address in
                guard let item = ShapedValue(shape: content, address: address).present else { return }
                take(range, inside: item)
            }
        case .text, .optional, .structure, .plain: take(range, inside: value)
        }
    }

    private mutating func take(_ range: Range<Int>, inside value: ShapedValue) {
        levels.append(value)
        take(range)
        levels.removeLast()
    }

    /// What a tag names: the innermost struct that has it and where it is not empty.
    private func find(_ path: TemplateProgram.Path) -> ShapedValue? {
        var index = levels.count - 1
        guard path.count > 0 else { return levels[index] }
        let lowest = path.isOwn ? index : 0
        while index >= lowest {
            if var value = levels[index].property(code.pathNames[path.start]) {
                for place in path.start + 1..<path.start + path.count {
                    guard let next = value.property(code.pathNames[place]) else { return nil }
                    value = next
                }
                return value
            }
            index -= 1
        }
        return nil
    }
}
