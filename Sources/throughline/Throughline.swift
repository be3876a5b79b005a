import ArgumentParser

@main
struct Throughline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "throughline")
}
