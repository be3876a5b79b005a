import ArgumentParser
import Conversations
import Gateway

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Makes a bearer token for one caller, in demo mode only.",
        discussion: """
            In production tokens come from your identity provider. Example:
              throughline token --role agent --subject agent-1 --organisation larkfield
            """)

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "agent, senior_agent, vendor_agent, automation, reviewer or compliance.")
    var role: String

    @Option(help: "On whose behalf: the subject, as the sources' staff rows name it.")
    var subject: String

    @Option(
        help: "The caller's organisation, as the sources' staff rows name it; by default the demo's house.")
    var organisation: String = "larkfield"

    @Option(help: "The registered program.")
    var client: String = "throughline-cli"

    @Option(help: "The caller's region.")
    var region: String?

    @Option(help: "The machine that acts for the subject.")
    var actor: String?

    @Option(help: "The role of that machine.")
    var actorRole: String?

    @Option(help: "The tenant (default: the configuration's).")
    var tenant: String?

    @Option(help: "Minutes until it expires, 1 to 60.")
    var minutes: Int = 60

    func validate() throws {
        guard (1...60).contains(minutes) else { throw ValidationError("expected --minutes from 1 to 60") }
    }

    func run() async throws {
        let configuration = try gateway.read()
        do {
            let caller = Caller(
                tenant: try tenant.map { try TenantID($0) } ?? configuration.tenants[0],
                subject: try PrincipalID(subject), actor: try actor.map { try PrincipalID($0) },
                client: try PrincipalID(client), organisation: try OrganisationID(organisation),
                role: try RoleID(role), actorRole: try actorRole.map { try RoleID($0) },
                region: try region.map { try RegionID($0) })
            Terminal.print(try await DemoTokens(configuration).mint(caller, minutes: minutes))
        } catch let refusal as DemoTokens.Refusal {
            throw Terminal.stop(refusal.description, Exit.configuration)
        } catch let invalid as InvalidIdentifier {
            throw Terminal.stop(invalid.description, Exit.usage)
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
