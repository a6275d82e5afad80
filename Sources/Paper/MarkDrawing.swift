// SPDX-License-Identifier: Apache-2.0
import CPango

/// Draws the signs of states as outlines, so that no font needs to have them.
struct MarkDrawing {
    let cairo: OpaquePointer

    /// A sign in a square whose top left corner is given.
    func draw(_ mark: Mark, x: Double, y: Double, side: Double) {
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        cairo_new_path(cairo)
        cairo_translate(cairo, x, y)
        cairo_scale(cairo, side, side)
        cairo.setInk(mark.ink)
        cairo_set_line_width(cairo, 0.09)
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
        circle(0.5, 0.5, 0.44)
        cairo_stroke(cairo)
        cairo_set_line_width(cairo, 0.11)
        switch mark {
        case .good: strokes([[(0.29, 0.52), (0.44, 0.67), (0.72, 0.35)]])
        case .bad: strokes([[(0.33, 0.33), (0.67, 0.67)], [(0.67, 0.33), (0.33, 0.67)]])
        case .half:
            cairo_new_path(cairo)
            cairo_arc(cairo, 0.5, 0.5, 0.44, .pi / 2, .pi * 1.5)
            cairo_close_path(cairo)
            cairo_fill(cairo)
        case .open: question()
        case .warning:
            strokes([[(0.5, 0.27), (0.5, 0.54)]])
            dot(0.5, 0.71, 0.065)
        case .person:
            dot(0.5, 0.37, 0.13)
            cairo_new_path(cairo)
            cairo_arc(cairo, 0.5, 0.76, 0.23, .pi, 0)
            cairo_close_path(cairo)
            cairo_fill(cairo)
        case .neutral: dot(0.5, 0.5, 0.16)
        }
    }

    private func question() {
        cairo_new_path(cairo)
        cairo_arc(cairo, 0.5, 0.39, 0.13, .pi, .pi * 2.4)
        cairo_line_to(cairo, 0.5, 0.58)
        cairo_stroke(cairo)
        dot(0.5, 0.74, 0.065)
    }

    private func strokes(_ lines: [[(x: Double, y: Double)]]) {
        for line in lines {
            for (index, point) in line.enumerated() {
                if index == 0 {
                    cairo_move_to(cairo, point.x, point.y)
                } else {
                    cairo_line_to(cairo, point.x, point.y)
                }
            }
        }
        cairo_stroke(cairo)
    }

    private func circle(_ x: Double, _ y: Double, _ radius: Double) {
        cairo_new_sub_path(cairo)
        cairo_arc(cairo, x, y, radius, 0, .pi * 2)
    }

    private func dot(_ x: Double, _ y: Double, _ radius: Double) {
        circle(x, y, radius)
        cairo_fill(cairo)
    }
}
