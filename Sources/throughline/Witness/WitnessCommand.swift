import ArgumentParser

struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Runs a witness of other people's logs, or makes its key.",
        discussion: """
            A witness belongs to the other party: the client, the outsourcer, the compliance team. It cosigns a log's \
            checkpoints as long as each extends the one before (C2SP tlog-witness), under a key that serves nothing else \
            and that the gateway never sees. It learns sizes and hashes, and nothing of any customer.

              throughline witness key --key witness.key --name witness.example/w1
              throughline witness --state state --key witness.key --log gateway.vkey --listen 127.0.0.1:7380
            """,
        subcommands: [WitnessServe.self, WitnessMakeKey.self], defaultSubcommand: WitnessServe.self)
}
