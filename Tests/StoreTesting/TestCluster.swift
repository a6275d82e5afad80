// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// A private PostgreSQL that the tests start for themselves: a temporary folder, a Unix socket, no network,
/// fsync on.
public final class TestCluster: Sendable {
    /// The one cluster of a test run, or why there is none.
    public static let shared: TestCluster? = {
        do {
            return try TestCluster()
        } catch {
            print(
                """

                ************************************************************************
                SKIPPED: every store test on PostgreSQL. Reason: \(error)
                Install Debian's `postgresql` to run them.
                ************************************************************************

                """)
            return nil
        }
    }()

    /// The folder of its Unix socket.
    public let socketFolder: String
    private let made = Mutex(0)

    /// Why there is no cluster.
    public struct Unavailable: Error, CustomStringConvertible {
        public let description: String
    }

    private init() throws {
        guard let tools = Self.toolsFolder() else {
            throw Unavailable(description: "no initdb under /usr/lib/postgresql")
        }
        socketFolder = "/tmp/yumiao-pg-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: socketFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let data = socketFolder + "/data"
        if getuid() == 0 { try Self.run(["chown", "postgres", socketFolder]) }
        try Self.run(
            Self.unprivileged + [
                tools + "/initdb", "-D", data, "-U", "yumiao", "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--data-checksums", "--no-instructions", "--no-sync",
            ])
        let options = "-c listen_addresses='' -k \(socketFolder) -c max_connections=1000"
        try Self.run(
            Self.unprivileged + [
                tools + "/pg_ctl", "-D", data, "-w", "-o", options, "-l", socketFolder + "/log", "start",
            ])
        Self.stopAtExit(tools: tools, folder: socketFolder)
    }

    /// A new empty database; its connection string.
    public func emptyDatabase() throws -> String {
        let number = made.withLock { made in
            made += 1
            return made
        }
        let name = "test_\(number)"
        let maker = "host=\(socketFolder) user=yumiao dbname=postgres"
        try Self.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", maker, "-c", "CREATE DATABASE \(name)"])
        return "host=\(socketFolder) user=yumiao dbname=\(name)"
    }

    private static let unprivileged = getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []

    private static func toolsFolder() -> String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.sorted().reversed().map { "\(root)/\($0)/bin" }.first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
        }
    }

    /// Runs a command to its end. Foundation's `Process` would wait for every process that inherits its
    /// socket, and the server that `pg_ctl` leaves running does.
    private static func run(_ command: [String]) throws {
        let process = try spawn(command)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            throw Unavailable(description: command.joined(separator: " ") + " ended with \(status >> 8)")
        }
    }

    private static func spawn(_ command: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let code = posix_spawnp(&process, command[0], &actions, nil, arguments, environ)
        guard code == 0 else {
            throw Unavailable(description: command[0] + ": " + String(cString: strerror(code)))
        }
        return process
    }

    /// A detached guard that stops the server and removes its folder once this process is gone, however it
    /// ends.
    private static func stopAtExit(tools: String, folder: String) {
        let stop = (unprivileged + [tools + "/pg_ctl", "-D", folder + "/data", "-m", "immediate", "stop"])
            .joined(separator: " ")
        let wait = "trap '' INT TERM HUP; while kill -0 \(getpid()) 2>/dev/null; do sleep 0.3; done"
        // Without the guard the folder stays behind; the tests are as good.
        _ = try? spawn(["setsid", "sh", "-c", "\(wait); cd /; \(stop); rm -rf \(folder)"])
    }
}
