import ArgumentParser

struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Asks for more than a role shows, decides on such requests, and measures both ways.",
        discussion: """
            An answer names under `withheld` what it left out and what to ask for. Somebody else decides; a grant holds for \
            one caller, customer, conversation and purpose, for some minutes, and shows at once in `throughline summary`. \
            To compare a value that the customer gave with what is on file, use `throughline check`.
            """,
        subcommands: [
            AccessRequestCommand.self, AccessList.self, AccessDecide.self, AccessReport.self,
            AccessContact.self, AccessResolve.self,
        ])
}
