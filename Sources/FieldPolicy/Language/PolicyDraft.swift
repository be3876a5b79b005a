import Conversations
import RuleFiles

/// What has been read of a policy's files so far, before names are held against each other.
struct PolicyDraft {
    var id: Located<String>?
    var version: Located<String>?
    var hasDefault: Located<String>?
    var regions: [Located<RegionID>] = []
    var consents: [Located<ConsentID>] = []
    var contactTypes: [Located<ContactType>] = []
    var queues: [Located<QueueID>] = []
    var classes: [ClassRule] = []
    var roles: [RoleRule] = []
    var purposes: [PurposeRule] = []
    var rules: [FieldRule] = []
    var elevations: [ElevationRule] = []
    var invariants: [Invariant] = []
    var fences: [FenceRule] = []
    var organisations: [OrganisationRule] = []
    var problems: [RuleFileProblem] = []

    /// Keeps what a step reads, or the fault that it meets, so that one run names every fault.
    mutating func attempt(_ step: (inout PolicyDraft) throws(RuleFileProblem) -> Void) {
        do { try step(&self) } catch { problems.append(error) }
    }

    /// Notes a fault at a place.
    mutating func fault(_ place: RulePlace, _ message: String) {
        problems.append(place.problem(message))
    }
}
