import ArgumentParser
import Briefing
import Detection
import Foundation

/// Text that is made to be slow or large, family by family, with the memory that it costs.
struct HostileBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hostile")

    @Option(help: "Millions of bytes of each kind.")
    var megabytes = 10

    @Option(help: "Only families whose name holds this.")
    var only: String?

    func run() async throws {
        let rulebook = try Rulebook.shipped()
        var rates: [Double] = []
        for family in HostileText.families where only.map({ family.name.contains($0) }) ?? true {
            let text = family.text(bytes: megabytes * 1_000_000)
            let size = Double(text.utf8.count)
            let before = ProcessStatus.resetPeak()
            var count = 0
            let elapsed = try await seconds { count = try rulebook.detector.findings(in: [text])[0].count }
            let more = Double(max(0, ProcessStatus.bytes("VmHWM") - before))
            rates.append(size / 1e6 / elapsed)
            print(
                "\(family.name): \(rounded(size / 1e6 / elapsed, 1)) MB/s, memory \(rounded(more / size)) x the text, \(count) findings"
            )
        }
        print("slowest of \(rates.count) families: \(rounded(rates.min() ?? 0, 1)) MB/s on one core")
    }
}

/// Text of one kind that hurts searches.
struct HostileText {
    let name: String
    private let make: @Sendable (Int) -> String

    func text(bytes: Int) -> String { make(bytes) }

    /// A piece over and over.
    private static func of(_ name: String, _ piece: String) -> HostileText {
        HostileText(name: name) { String(repeating: piece, count: $0 / piece.utf8.count) }
    }

    /// Letters drawn from an alphabet.
    private static func drawn(_ name: String, from alphabet: String) -> HostileText {
        HostileText(name: name) { count in
            let letters = Array(alphabet.utf8)
            var state: UInt64 = 7
            return String(
                decoding: (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return letters[Int(state >> 33) % letters.count]
                }, as: UTF8.self)
        }
    }

    static let families: [HostileText] = [
        of("one run of digits", "4"), of("digits apart", "4 "), of("groups of four", "4111 "),
        of("cards", "4111 1111 1111 1111 "), of("groups of three", "555-"),
        drawn("digits and signs", from: "0123456789012345678901234567890123456789 -./, ("),
        of("country codes", "+44 20 "), of("dots between digits", "1."), of("dots", "."),
        of("at signs", "@"), of("halves of addresses", "a@"), of("addresses", "a@b.co "),
        of("letters", "a"), drawn("hexadecimal", from: "0123456789abcdef"),
        of("hexadecimal with colons", "ab:12:"),
        drawn("base64", from: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
        of("separators", "-/. ,"), of("spaces", " "), of("names", "Ana Maria "),
        of("cues for names", "my name is "), of("zero-width", "\u{200B}"),
        of("zero-width between digits", "4\u{200B}"), of("entities", "&amp;"), of("percent", "%41"),
        of("percent of percent", "%25"), of("accents", "\u{E9}"), of("Cyrillic", "\u{430}\u{43D} "),
        of("Han", "\u{6F22}"), of("full-width digits", "\u{FF14}"), of("emoji", "\u{1F642}"),
        of("addresses with passwords", "a://b:c@"), of("key headers", "-----BEGIN A KEY-----"),
        of("streets", "12 Main Street "), of("postcodes", "1, 10115 B "), of("references", "AB12 "),
        of("IBAN heads", "DE89 "), of("card words", "card pin "), of("dates of birth", "born 1 2 "),
        of("security codes", "card 4111 cvv 1 "), of("passwords", "password is x1 "), of("tokens", "eyJ."),
        of("calls", "call 1 "), of("social security", "ssn 123-45-6789 "),
    ]
}

/// What the kernel says of this process's memory.
enum ProcessStatus {
    /// Bytes of one line of `/proc/self/status`.
    static func bytes(_ key: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key + ":") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }

    /// Forgets the highest use so far and gives the present one.
    static func resetPeak() -> Int {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        return bytes("VmRSS")
    }
}
