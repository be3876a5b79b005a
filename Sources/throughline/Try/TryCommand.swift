import ArgumentParser

struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Runs one engine over a file of your own, to measure it before you trust it.",
        discussion: """
            JSON Lines in, JSON Lines out, same order, same ids; offsets are UTF-8 bytes, half open; the gate is not \
            run. A bad row gives {"id","error":{"code","line"}} in its place and exit code 1.
            """,
        subcommands: [TryDetect.self, TryRedact.self, TryFlag.self, TryExtract.self])
}
