// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The command: each verb is a file of its own.
@main
struct Yumiao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yumiao",
        abstract: "育苗：惠企政策的规则、判断与服务。 Rules, judgements and services for enterprises.",
        discussion: """
            内容包（Packs/ 下的文件夹）写规则，yumiao 检查、测试、判断，并在网页上给企业看。
            Exit codes: 0 done; 1 something was found (faults, failed examples …); 64 wrong usage.
            """,
        subcommands: [
            CheckCommand.self, TestCommand.self, CoverageCommand.self, FormatCommand.self, MatchCommand.self,
            SizeCommand.self, RecomputeCommand.self, ServeCommand.self,
            ReadCommand.self, DraftCommand.self, BenchCommand.self, BackupCommand.self, VerifyCommand.self,
            RestoreCommand.self, DoctorCommand.self, MigrateCommand.self, ExampleCommand.self,
            ImportCommand.self, MatrixCommand.self,
        ])
}
