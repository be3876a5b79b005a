import AuditTrail
import Briefing

/// The query of a question for many leaves: filters, a page and the form of an export.
struct AuditParameters {
    /// What narrows.
    let filter: LeafFilter
    private let given: QueryParameters

    /// - Parameters:
    ///   - query: what follows the question mark, as sent.
    ///   - names: the parameters that this path takes besides filters.
    /// - Throws: ``DoorRefusal`` naming the first parameter that does not fit.
    init(_ query: String?, besides names: [String]) throws(DoorRefusal) {
        let filters = LeafFilter.parameterNames
        given = try QueryParameters(query, allowed: filters + names, repeatable: filters)
        do throws(LeafFilterProblem) {
            filter = try LeafFilter(parameters: given.pairs.filter { filters.contains($0.name) })
        } catch {
            throw QueryParameters.refusal(error.parameter, error.message)
        }
    }

    /// Limit, cursor and whether openings are wanted.
    func page(limitDefault: Int = 100, limitMax: Int) throws(DoorRefusal) -> AuditPage {
        AuditPage(
            limit: try given.number("limit", in: 1...limitMax) ?? limitDefault, after: given["after"],
            isOpened: try given.flag("opened") ?? false)
    }

    /// The form of an export.
    func format() throws(DoorRefusal) -> ExportFormat {
        let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        let format = try given.read("format", expected: "one of: \(known)", ExportFormat.init(rawValue:))
        guard let format else { throw QueryParameters.refusal("format", "expected one of: \(known)") }
        return format
    }
}
