// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// Damages an archive at random places and counts what its check does not find.
struct Damage {
    let options: Options

    init(_ options: Options) { self.options = options }

    func run() throws {
        let path = options.text("archive")
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        _ = try Backup.verify(path)
        let scratch = path + ".damaged"
        var seed = UInt64(options.number("seed", 1))
        func random(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(limit))
        }
        var missed = 0
        let rounds = options.number("rounds", 100)
        for round in 0..<rounds {
            var bytes = sound
            let place = random(sound.count)
            switch round % 4 {
            case 0, 1: bytes[place] ^= UInt8(1 << random(8))
            case 2: bytes = sound.prefix(place)
            default: bytes.insert(contentsOf: sound.prefix(1 + random(1_024)), at: place)
            }
            try bytes.write(to: URL(fileURLWithPath: scratch))
            if (try? Backup.verify(scratch)) != nil { missed += 1 }
        }
        try FileManager.default.removeItem(atPath: scratch)
        say("rounds=\(rounds) missed=\(missed)")
    }
}
