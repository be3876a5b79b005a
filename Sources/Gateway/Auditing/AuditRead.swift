import AuditTrail
import Conversations
import GatewayHTTP

/// One read of the audit log, as its leaf and its report tell it.
struct AuditRead: Sendable {
    /// What was read.
    enum Kind: String, Sendable {
        case leaves
        case leaf
        case proof
        case export
        case entries
        case body
    }

    let kind: Kind
    var filter = LeafFilter()
    var page: AuditPage?
    var named: ULID?
    var rows: [LeafRow] = []
    var isOpened = false
    var format: ExportFormat?
    var entries: (tile: Tile, year: Int)?
    var caseReference: String?
    var approvedBy: JSONValue?
    var approver: PrincipalID?

    /// How many leaves were given.
    var count: Int { entries?.tile.width ?? rows.count }

    /// The one customer that all of it is about: under whose key the leaf's openings are kept.
    var customer: CustomerID? {
        let customers = Set(rows.map(\.customer))
        return customers.count == 1 ? customers.first ?? nil : nil
    }

    /// What the leaf commits to besides who asked.
    func members(isCustomerNamed: Bool) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "query": query(isCustomerNamed: isCustomerNamed), "leaves": leaves,
            "opened": [
                "openings": .bool(isOpened),
                "body": kind == .body ? JSONValue(named?.description) : .null,
            ],
        ]
        if isCustomerNamed, let customer { members["subject"] = .string(customer.description) }
        members["case"] = caseReference.map(JSONValue.string)
        members["approved_by"] = approvedBy
        return members
    }

    private func query(isCustomerNamed: Bool) -> JSONValue {
        var filters: [String: [JSONValue]] = [:]
        for (name, value) in filter.parameters {
            let isHidden = name == "customer" && !isCustomerNamed
            filters[name, default: []].append(.string(isHidden ? "erased" : value))
        }
        var query: [String: JSONValue] = [
            "kind": .string(kind.rawValue), "filters": .object(filters.mapValues(JSONValue.array)),
        ]
        query["limit"] = page.map { JSONValue($0.limit) }
        query["after"] = page.map { JSONValue($0.after) }
        query["format"] = format.map { .string($0.rawValue) }
        query["leaf"] = named.map { .string($0.description) }
        query["entries"] = entries.map { .string("\($0.year)/\($0.tile.path)") }
        return .object(query)
    }

    /// How many, and from where to where.
    private var leaves: JSONValue {
        var leaves: [String: JSONValue] = ["count": JSONValue(count)]
        leaves["first"] = rows.first.map { .string($0.leaf.id.description) }
        leaves["last"] = rows.last.map { .string($0.leaf.id.description) }
        return .object(leaves)
    }
}
