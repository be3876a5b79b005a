import ArgumentParser
import Conversations
import FieldPolicy

/// Who asks, what for and under which conditions.
struct QuestionOptions: ParsableArguments {
    @Option(help: "The role that asks, for example agent.")
    var role: String

    @Option(help: "The decision to be taken, for example resolve_billing.")
    var purpose: String

    @Option(help: "The role of the machine that acts for it.")
    var actorRole: String?

    @Option(help: "The region of the caller.")
    var region: String?

    @Option(help: ArgumentHelp("A consent, as name=true or name=false; may repeat.", valueName: "name=bool"))
    var consent: [String] = []

    @Option(help: "The elevation or way to break glass in force.")
    var elevation: String?

    /// The question.
    ///
    /// - Throws: a usage error naming the option that does not fit.
    func question(under policy: CompiledPolicy) throws -> PolicyQuestion {
        if let elevation, (try? RuleID(elevation)).flatMap({ policy.elevation($0) }) == nil {
            let known = (policy.elevations + policy.breakGlass).map(\.id.text).joined(separator: ", ")
            throw ValidationError("--elevation: expected one of: \(known), found \(elevation)")
        }
        warn(about: policy)
        do {
            return PolicyQuestion(
                role: try RoleID(role), actorRole: try actorRole.map { try RoleID($0) },
                purpose: try PurposeID(purpose), region: try region.map { try RegionID($0) },
                consents: try given(), elevation: try elevation.map { try RuleID($0) })
        } catch let error as ValidationError {
            throw error
        } catch { throw ValidationError("\(error)") }
    }

    /// Says which region and consents no rule of the policy knows: they change nothing, which a slip of the pen would hide.
    private func warn(about policy: CompiledPolicy) {
        let (regions, consents) = (policy.source.regions.map(\.text), policy.source.consents.map(\.text))
        if let region, !regions.contains(region) {
            Terminal.note(
                "warning: --region: no rule knows \(region), known are: \(regions.joined(separator: ", "))")
        }
        let names = consent.compactMap { $0.split(separator: "=", maxSplits: 1).first.map(String.init) }
        for name in names where !consents.contains(name) {
            Terminal.note(
                "warning: --consent: no rule knows \(name), known are: \(consents.joined(separator: ", "))")
        }
    }

    private func given() throws -> [ConsentID] {
        try consent.compactMap { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let isGiven = Bool(parts[1]) else {
                throw ValidationError("expected --consent name=true or name=false, found \(text)")
            }
            return isGiven ? try ConsentID(parts[0]) : nil
        }
    }
}
