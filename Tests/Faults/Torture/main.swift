// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// The process that the fault tests torture: it works, and writes down what it was promised.
///
///     store-torture load   --address A --data D --acks F [--clients N] [--seconds S] [--sabotage X]
///     store-torture script --address A --data D --acks F [--sabotage X]
///     store-torture work   --address A --data D --jobs N --lease MS [--name W] [--sabotage X]
///     store-torture check  --address A --data D --acks F
///     store-torture freeze --address A --data D --archive F
///     store-torture damage --archive F --rounds N --seed S
let options = Options(CommandLine.arguments)
do {
    switch options.verb {
    case "load": try await Load(options).run()
    case "script": try await Script(options).run()
    case "work": try await Work(options).run()
    case "check": try await Check(options).run()
    case "freeze": try await Freeze(options).run()
    case "damage": try Damage(options).run()
    default:
        say("unknown verb \(options.verb)")
        exit(2)
    }
} catch {
    say("ended by \(error)")
    exit(1)
}
