// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Example
import Foundation
import Platform
import Store

/// `yumiao example`: a city to try everything with.
struct ExampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "示例城市：人员、部门、虚构的企业。 A city to try everything with.",
        subcommands: [ExampleCreateCommand.self, ExampleRemoveCommand.self])
}

/// `yumiao example create`.
struct ExampleCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "在空的数据文件夹里建示例城市。 Make the example city in an empty data folder.",
        discussion: "已有数据时拒绝，绝不与真实数据混在一起。 Exit codes: 0 made; 1 refused, nothing was changed.")

    @OptionGroup var options: JudgingOptions
    @OptionGroup var data: DataOptions

    @Option(name: .long, help: "企业数量，前 2000 家带数据。 How many enterprises; the first 2,000 state facts.")
    var enterprises = 2_000

    @Flag(name: .customLong("if-missing"), help: "已有示例城市时什么都不做。 Do nothing where there is one.")
    var ifMissing = false

    func run() async throws {
        try await reportingFaults {
            let home = try data.home()
            let library = try options.library()
            let platform = try await Platform.open(library: library, home: home, ground: .machine())
            if ifMissing, platform.hasExampleCity() {
                await platform.close()
                return
            }
            do {
                try await platform.makeExampleCity(enterprises)
            } catch ExampleFault.notEmpty {
                await platform.close()
                printError("\(data.data) 里已有数据，示例城市只建在空的数据文件夹里。请用 --data 另选一个。")
                printError(
                    "There is data in \(data.data). The example city needs an empty folder; choose another.")
                throw ExitCode(1)
            }
            await platform.close()
            print("示例城市已建好：\(enterprises) 家企业。 The example city is made: \(enterprises) enterprises.")
        }
    }
}

/// `yumiao example remove`.
struct ExampleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "删除示例城市及其数据文件夹里的一切。 Remove the example city with all of its data.",
        discussion: "只删示例城市；别的数据一律拒绝。请先停止服务。 Exit codes: 0 removed; 1 refused.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await reportingFaults {
            let home = try data.usedHome()
            guard case .sqlite(let file) = home.configuration.location else {
                printError("示例城市在 PostgreSQL 里时，请由数据库管理员删除整个库。 On PostgreSQL, drop the database.")
                throw ExitCode(1)
            }
            let database = try await data.open(home)
            let isExample = try await ExampleCity(database: database).isHere()
            await database.close()
            guard isExample else {
                printError("\(data.data) 里不是示例城市，什么都没有删。 This is no example city; nothing was removed.")
                throw ExitCode(1)
            }
            let files = FileManager.default
            for ending in ["", "-wal", "-shm", ".ballast"] where files.fileExists(atPath: file + ending) {
                try files.removeItem(atPath: file + ending)
            }
            if files.fileExists(atPath: home.configuration.filesPath) {
                try files.removeItem(atPath: home.configuration.filesPath)
            }
            print("示例城市已删除。 The example city is removed.")
        }
    }
}
