public import Conversations
import Foundation
public import RuleFiles

/// What one store's tables mean: its statements, and column by column our words for them.
///
/// A mapping is data, read from one YAML file of schema `throughline/mapping/v1`. It guarantees that every
/// statement takes values as named parameters only, that every mapped word is one of the vocabulary's, and
/// that every mapped value has a field class. Whether its columns exist is seen when the store is opened
/// (``SQLiteSource/probe()``).
public struct SourceMapping: Hashable, Sendable {
    /// The source that the mapping describes.
    public let source: SourceID
    /// Whose data the store holds.
    public let tenant: TenantID
    /// The path of the database file, relative to the folder that the configuration names.
    public let path: String
    /// Whether the store can carry what a flag is about.
    public let canCarryFlags: Bool
    /// The path of the mapping file, for messages.
    public let file: String

    let zone: TimeZone
    let search: PersonSearch
    let persons: PersonMapping
    let identifiers: IdentifierRows?
    let consents: ConsentRows?
    let household: PersonMapping?
    let conversations: ConversationMapping?
    let interactions: InteractionMapping?
    let staff: StaffMapping?

    /// The schema that mapping files name.
    public static let schema = "throughline/mapping/v1"

    private static let keys = [
        "schema", "source", "tenant", "kind", "path", "time_zone", "can_carry_flags", "persons",
        "identifiers", "consents", "household", "conversations", "interactions", "staff",
    ]

    /// Reads a mapping.
    ///
    /// - Parameters:
    ///   - file: a rule file of schema `throughline/mapping/v1`.
    ///   - knownClasses: the field classes of the policy; `nil` accepts any well-formed class.
    /// - Throws: ``RuleFileProblem`` with file and line for an unknown key, word, class or zone, or a missing
    ///   key.
    public init(file: RuleFile, knownClasses: Set<FieldClass>?) throws(RuleFileProblem) {
        try file.expect(schema: Self.schema)
        let root = file.root
        try root.allowOnly(Self.keys)
        self.file = file.path
        source = try root.member("source").identifier()
        tenant = try root.member("tenant").identifier()
        guard try root.member("kind").text() == "sqlite" else {
            throw try root.member("kind").problem("expected kind \"sqlite\"")
        }
        path = try root.member("path").text()
        canCarryFlags = try root.member("can_carry_flags").bool()
        let zoneName = try root.member("time_zone").text()
        guard let zone = TimeZone(identifier: zoneName) else {
            throw try root.member("time_zone").problem("unknown time zone \"\(zoneName)\"")
        }
        self.zone = zone
        let written = try root.member("persons")
        search = try PersonSearch(written.optional("find"))
        persons = try PersonMapping(written, name: "persons", known: knownClasses, allowing: ["find"])
        identifiers = try root.section("identifiers") { node throws(RuleFileProblem) in
            try IdentifierRows(node)
        }
        consents = try root.section("consents") { node throws(RuleFileProblem) in try ConsentRows(node) }
        household = try root.section("household") { node throws(RuleFileProblem) in
            try PersonMapping(node, name: "household", known: knownClasses)
        }
        conversations = try root.section("conversations") { node throws(RuleFileProblem) in
            try ConversationMapping(node, known: knownClasses)
        }
        interactions = try root.section("interactions") { node throws(RuleFileProblem) in
            try InteractionMapping(node)
        }
        staff = try root.section("staff") { node throws(RuleFileProblem) in try StaffMapping(node) }
        guard (conversations == nil) == (interactions == nil) else {
            throw root.problem("expected both \"conversations\" and \"interactions\", or neither")
        }
    }

    /// What the source says of itself.
    public var descriptor: SourceDescriptor {
        SourceDescriptor(
            id: source, tenant: tenant, personClasses: personClasses, canCarryFlags: canCarryFlags,
            canFence: persons.fence != nil)
    }

    /// The classes of values that rows about persons can hold, each once, by path.
    private var personClasses: [FieldClass] {
        Set((persons.fields + (household?.fields ?? [])).map(\.fieldClass)).sorted()
    }

    /// Every statement with the columns that the mapping reads from its result.
    var statements: [(query: NamedQuery, columns: [ColumnRule])] {
        var all: [(NamedQuery, [ColumnRule])] = search.queries.map { ($0, []) }
        all.append((persons.rows, persons.columns))
        if let identifiers { all.append((identifiers.rows, identifiers.columns)) }
        if let consents { all.append((consents.rows, consents.columns)) }
        if let household { all.append((household.rows, household.columns)) }
        if let conversations { all.append((conversations.rows, conversations.columns)) }
        if let interactions { all.append((interactions.rows, interactions.columns)) }
        if let staff { all += [(staff.bySubject, staff.columns), (staff.byID, staff.columns)] }
        return all
    }
}

extension RuleNode {
    fileprivate func identifier<Kind: IdentifierKind>() throws(RuleFileProblem) -> Identifier<Kind> {
        do { return try Identifier<Kind>(try text()) } catch let error as InvalidIdentifier {
            throw problem(error.description)
        } catch let error as RuleFileProblem {
            throw error
        } catch {
            throw problem("expected a name")
        }
    }

    fileprivate func section<Section>(
        _ key: String, _ read: (RuleNode) throws(RuleFileProblem) -> Section
    ) throws(RuleFileProblem) -> Section? {
        guard let node = try optional(key) else { return nil }
        return try read(node)
    }
}
