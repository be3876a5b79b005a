import Foundation

/// A bar on a terminal, a line every ten seconds elsewhere, both on standard error.
struct AuditVerifyProgress {
    private static let barWidth = 30
    private let name: String
    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private var shown: ContinuousClock.Instant
    private var isDrawn = false

    init(name: String) {
        self.name = name
        isTerminal = isatty(STDERR_FILENO) == 1
        shown = start
    }

    /// Shows how far it is, at most ten times a second.
    mutating func show(_ read: Int, of all: Int) {
        let now = ContinuousClock.now
        guard now - shown >= (isTerminal ? .milliseconds(100) : .seconds(10)), all > 0 else { return }
        shown = now
        isDrawn = true
        let line = Self.line(read, of: all, seconds: Self.seconds(now - start))
        let text = isTerminal ? "\r\u{1B}[K" + Self.bar(read, of: all) + " " + line : "\(name): \(line)\n"
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// Leaves the terminal as it was.
    func end() {
        if isDrawn, isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private static func bar(_ read: Int, of all: Int) -> String {
        let full = barWidth * min(read, all) / all
        return "[" + String(repeating: "#", count: full)
            + String(repeating: ".", count: barWidth - full) + "]"
    }

    static func line(_ read: Int, of all: Int, seconds: Double) -> String {
        let rate = seconds > 0 ? Double(read) / seconds : 0
        let left = rate > 0 ? ", \(Int((Double(all - read) / rate).rounded(.up))) s left" : ""
        return "\(Int(Double(read) * 100 / Double(all))) %, \(read) of \(all) leaves, \(Int(rate))/s\(left)"
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
