import Conversations

/// The axes of the table: every name that a cell depends on, and its index.
///
/// Index 0 of regions and elevations is *none*; a set of consents is a number whose bits are the consents
/// that were given.
struct PolicyAxes: Sendable {
    let roles: [RoleID: Int]
    let purposes: [PurposeID: Int]
    let regions: [RegionID: Int]
    let consents: [ConsentID: Int]
    let elevations: [RuleID: Int]
    let classes: [FieldClass: Int]

    /// The most cells of a table; a policy that needs more has conditions that nobody can oversee.
    static let cellsMax = 4_000_000

    init(_ source: PolicySource) {
        roles = Self.index(source.roles.map(\.id))
        purposes = Self.index(source.purposes.map(\.id))
        regions = Self.index(source.regions)
        consents = Self.index(source.consents)
        elevations = Self.index(source.elevations.map(\.id))
        classes = Self.index(source.classes.map(\.fieldClass))
    }

    var regionCount: Int { regions.count + 1 }
    var consentSetCount: Int { 1 << consents.count }
    var elevationCount: Int { elevations.count + 1 }

    /// The number of cells.
    var cellCount: Int {
        roles.count * purposes.count * regionCount * consentSetCount * elevationCount * classes.count
    }

    /// The first cell of a row; the classes follow one another.
    func row(role: Int, purpose: Int, region: Int, consents: Int, elevation: Int) -> Int {
        var index = role * purposes.count + purpose
        index = index * regionCount + region
        index = index * consentSetCount + consents
        index = index * elevationCount + elevation
        return index * classes.count
    }

    /// The first cell of the row that answers a question, `nil` when the policy has no such role or purpose.
    func row(_ question: PolicyQuestion) -> Int? {
        guard let role = roles[question.role], let purpose = purposes[question.purpose] else { return nil }
        let region = question.region.flatMap { regions[$0] }.map { $0 + 1 } ?? 0
        let elevation = question.elevation.flatMap { elevations[$0] }.map { $0 + 1 } ?? 0
        return row(
            role: role, purpose: purpose, region: region, consents: consentSet(question.consents),
            elevation: elevation)
    }

    /// The number of a set of consents.
    func consentSet(_ given: [ConsentID]) -> Int {
        given.reduce(0) { set, id in consents[id].map { set | 1 << $0 } ?? set }
    }

    private static func index<Name: Hashable>(_ names: [Name]) -> [Name: Int] {
        var index: [Name: Int] = [:]
        for (number, name) in names.enumerated() { index[name] = number }
        return index
    }
}
