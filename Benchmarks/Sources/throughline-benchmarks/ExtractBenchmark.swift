import ArgumentParser
import Conversations
import Extracts
import Foundation
import RuleFiles

/// Choosing lines: a cold timeline, one more message, and a very long history with its memory.
struct ExtractBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract:
            "Times the choice of lines: 200 messages cold and with one more, and long histories with memory.")

    @Option(help: "Rounds of the short measurements; the median and the best are printed.")
    var rounds = 60

    func run() async throws {
        let extractor = Extractor(
            rules: try ExtractRules(folder: try RuleFolder(directory: "redaction-rules")))
        await cold(extractor)
        await oneMore(extractor)
        for count in [25_000, 50_000, 100_000] { await long(extractor, count) }
    }

    private func cold(_ extractor: Extractor) async {
        let messages = Self.messages(200)
        var times: [Double] = []
        for _ in 0..<rounds {
            times.append(await seconds { _ = extractor.extract(messages, budget: .words(180)) })
        }
        report("200 messages, nothing kept", times)
    }

    private func oneMore(_ extractor: Extractor) async {
        let known = Self.messages(199)
        var kept = PreparedMessages()
        _ = extractor.extract(known, budget: .words(180), keeping: &kept)
        var times: [Double] = []
        for round in 0..<rounds {
            let news = Self.message(200 + round, "Also the lamp of room \(round) came broken on 3 May.")
            var prepared = kept
            times.append(
                await seconds {
                    _ = extractor.extract(known + [news], budget: .words(180), keeping: &prepared)
                })
        }
        report("200 messages, one of them new", times)
    }

    private func long(_ extractor: Extractor, _ count: Int) async {
        let messages = Self.messages(count)
        let before = Self.residentBytes()
        let cold = await seconds { _ = extractor.extract(messages, budget: .words(180)) }
        var kept = PreparedMessages()
        _ = extractor.extract(messages, budget: .words(180), keeping: &kept)
        let again = await seconds {
            _ = extractor.extract(messages, budget: .words(180), keeping: &kept)
        }
        let bytes = max(Self.residentBytes() - before, 0) / count
        print(
            "\(count) messages: nothing kept \(rounded(cold * 1000, 0)) ms, all kept \(rounded(again * 1000, 0)) ms, "
                + "\(bytes) resident bytes a message")
    }

    private func report(_ what: String, _ times: [Double]) {
        let durations = Durations(times)
        print(
            "\(what): median \(rounded(durations.milliseconds(at: 0.5))) ms, best "
                + "\(rounded(durations.milliseconds(at: 0))) ms")
    }

    private static func messages(_ count: Int) -> [ExtractMessage] {
        (0..<count).map {
            message(
                $0, "\(InventedText.sentences[$0 % InventedText.sentences.count]) That was message \($0).")
        }
    }

    private static func message(_ index: Int, _ text: String) -> ExtractMessage {
        ExtractMessage(
            author: index % 2 == 0 ? .customer : .agent, isStaffByID: index % 2 == 1,
            text: TreatedText(text: text, placeholders: []))
    }

    /// What the process holds in memory now, 0 where the system does not say.
    private static func residentBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4096
    }
}
