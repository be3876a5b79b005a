import GatewayHTTP
import Synchronization

/// Which files of lines can be read, for `/metrics`: a file that cannot be read posts nothing, and silence tells nobody.
final class PostingHealth: MetricsPart {
    private struct File {
        var isUnreadable = false
        var failures = 0
    }

    // Guarded by the mutex; by the file's name, which names no folder.
    private let files = Mutex<[String: File]>([:])

    func note(_ name: String, isReadable: Bool) {
        files.withLock { files in
            files[name, default: File()].isUnreadable = !isReadable
            if !isReadable { files[name]?.failures += 1 }
        }
    }

    func lines() -> [String] {
        let files = files.withLock { $0 }
        let names = files.keys.sorted()
        func value(_ metric: String, _ of: (File) -> Int) -> [String] {
            names.map { "\(metric){file=\"\(Self.escaped($0))\"} \(files[$0].map(of) ?? 0)" }
        }
        return [
            "# HELP throughline_lines_unreadable Whether the lines of a file that wait to be posted cannot be read.",
            "# TYPE throughline_lines_unreadable gauge",
        ] + value("throughline_lines_unreadable") { $0.isUnreadable ? 1 : 0 } + [
            "# HELP throughline_lines_unreadable_total Rounds in which the lines of a file could not be read.",
            "# TYPE throughline_lines_unreadable_total counter",
        ] + value("throughline_lines_unreadable_total") { $0.failures }
    }

    /// A label's value as the exposition format has it.
    private static func escaped(_ name: String) -> String {
        name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
