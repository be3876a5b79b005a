import AuditTrail
import Conversations
import Foundation
import Gateway

/// What the demo shows, and what it finds not to be as it should.
struct DemoTour: Sendable {
    let url: String
    let configuration: GatewayConfiguration
    let gateway: DemoGateway
    let folder: DemoFolder

    private var client: GatewayClient { GatewayClient(url: url) }

    /// Shows both scenes and the log; gives one line for everything that is not as it should be.
    func run() async throws -> [String] {
        var faults: [String] = []
        Terminal.print("The gateway answers at \(url); its folder is \(folder.path)")
        if try await client.get("/health/ready").status != 200 { faults.append("the gateway is not ready") }
        for scene in [DemoScene.calm, .flagged] { faults += try await show(scene) }
        faults += try await acknowledge(.flagged)
        faults += try await searchForLeaks()
        return faults
            + (try await DemoLog(gateway: gateway, configuration: configuration, folder: folder).verify())
    }

    /// Prints what to try next and waits for Ctrl-C.
    func stay() async throws {
        let name = CommandLine.arguments[0]
        Terminal.print(
            """

            Three things to try from another terminal, while this one stays:
              export THROUGHLINE_CONFIGURATION=\(folder.configurationPath) THROUGHLINE_URL=\(url)
              1. See the same customer as a vendor:
                 THROUGHLINE_TOKEN=$(\(name) token --role vendor_agent --subject vendor-1 --organisation brightline) \\
                   \(name) summary --email daniel.okafor@example.net --purpose arrange_delivery
              2. Break the log and watch it be noticed:
                 printf X >> \(folder.path)/log/tile/entries/000.p/*; \(name) audit verify \(folder.path)/log
              3. Run an engine over a line of your own:
                 echo '{"id":1,"text":"My card 4111 1111 1111 1111 was charged twice"}' | \(name) try flag
            Ctrl-C ends the demo and removes its folder.
            """)
        try await Task.sleep(for: .seconds(365 * 86_400))
    }

    // MARK: - Scenes

    private func show(_ scene: DemoScene) async throws -> [String] {
        var faults: [String] = []
        Terminal.print("\n━━ \(scene.title) ━━")
        for caller in scene.callers {
            let reply = try await ask(scene, caller)
            Terminal.print("\n── \(caller.title), \(caller.purpose)")
            for line in AnswerText(reply: reply).lines { Terminal.print(line) }
            if reply.status != caller.status {
                faults.append(
                    "\(caller.title) expected \(caller.status) for \(scene.email), found \(reply.status)")
            }
        }
        return faults
    }

    private func ask(
        _ scene: DemoScene, _ caller: DemoCaller, more: [String: JSONValue] = [:]
    ) async throws -> GatewayClient.Reply {
        let body: [String: JSONValue] = [
            "customer": ["email": .string(scene.email)], "purpose": .string(caller.purpose),
        ]
        let token = try await DemoTokens(configuration).mint(caller.caller)
        return try await client.summary(.object(body.merging(more) { $1 }), token: token)
    }

    /// The agent that the conversation is assigned to acknowledges the hold and gets a view with a warning.
    private func acknowledge(_ scene: DemoScene) async throws -> [String] {
        guard let agent = scene.callers.first else { return [] }
        let conversation: [String: JSONValue] = ["conversation": "tickets:5010"]
        let hold = try await ask(scene, agent, more: conversation)
        guard let token = hold.document?["body"]?["case"]?.string else { return ["the hold names no case"] }
        let reply = try await ask(
            scene, agent, more: conversation.merging(["acknowledge": .string(token)]) { $1 })
        Terminal.print("\n── agent, after acknowledging case \(token)")
        for line in AnswerText(reply: reply).lines { Terminal.print(line) }
        let isWarned = reply.document?["body"]?["gate"]?.string == "warn"
        return isWarned ? [] : ["an acknowledged hold should give a view with a warning"]
    }

    /// No value that the vendor's policy withholds may stand in the vendor's answer, however it was typed.
    private func searchForLeaks() async throws -> [String] {
        guard let vendor = DemoScene.calm.callers.first(where: { $0.title == "vendor_agent" }) else {
            return []
        }
        let reply = try await ask(.calm, vendor)
        let text = String(decoding: reply.bytes, as: UTF8.self).lowercased()
        let hidden = try await gateway.withheldValues(
            role: vendor.caller.role, purpose: try PurposeID(vendor.purpose),
            keys: [.email(DemoScene.calm.email)])
        let leaked = hidden.filter { text.contains($0.lowercased()) }
        Terminal.print(
            "\n\(hidden.count) values of this customer are withheld from the vendor; found in its answer: \(leaked.count)"
        )
        return leaked.isEmpty ? [] : ["the vendor's answer holds \(leaked.count) values that it must not"]
    }
}
