import ArgumentParser

struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Asks for more than a role shows, decides on such requests, and measures both ways.",
        subcommands: [
            AccessRequestCommand.self, AccessList.self, AccessDecide.self, AccessReport.self,
        ])
}
