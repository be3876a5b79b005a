import AuditTrail
import Conversations
import Ledger

/// The answer to a person who asks who saw what of them: classes of fields, never values.
struct SubjectReport {
    let customer: CustomerID
    let standing: ErasureStanding
    let namesStaff: Bool
    let keepMonths: Int

    /// The body of one page.
    func body(of page: LeafPage) -> JSONValue {
        [
            "customer": .string(customer.description),
            "profiles": profiles,
            "legal_hold": .bool(isHeld),
            "erased_at": JSONValue(erased?.at.description),
            "entries": .array(page.leaves.map(entry)),
            "next": JSONValue(page.next?.description),
            "cannot_be_told": .array(gaps(page).map(JSONValue.string)),
        ]
    }

    private var erased: RecordedErasure? {
        if case .erased(let recorded) = standing { recorded } else { nil }
    }

    private var isHeld: Bool {
        if case .present(_, let isHeld) = standing { isHeld } else { false }
    }

    /// The stores whose rows were joined to this customer, merged profiles included.
    private var profiles: JSONValue {
        guard case .present(let scope, _) = standing else { return .array([]) }
        return .array(
            scope.persons.map { ["source": .string($0.source.text), "id": .string($0.id)] })
    }

    /// What is plain in the leaf, and what its openings say of classes.
    private func entry(_ stored: StoredLeaf) -> JSONValue {
        guard let leaf = try? Leaf(bytes: stored.bytes) else {
            return ["leaf": .string(stored.id.description), "told": false]
        }
        var members: [String: JSONValue] = [
            "leaf": .string(leaf.id.description), "index": JSONValue(stored.index),
            "year": JSONValue(stored.year), "at": .string(leaf.time.description),
            "what": .string(Self.word(for: leaf.type)), "type": .string(leaf.type.rawValue),
            "organisation": JSONValue(leaf.organisation), "role": JSONValue(leaf.role),
            "purpose": JSONValue(leaf.purpose), "policy": JSONValue(leaf.policy),
            "by_machine": .bool(leaf.actor != nil),
        ]
        guard case .opened(let openings, _) = stored.openings else {
            members["told"] = false
            return .object(members)
        }
        members["told"] = true
        func value(_ name: String) -> JSONValue { openings.first { $0.name == name }?.value ?? .null }
        members["shown"] = Self.classes(value("shown"), with: "treatment")
        members["withheld"] = Self.classes(value("withheld"), with: "count")
        members["scope"] = value("scope")
        if namesStaff { members["staff"] = value("caller_identity")["subject"] ?? .null }
        return .object(members)
    }

    /// `[{class, treatment}]` of a committed list; `null` where the leaf has none.
    private static func classes(_ list: JSONValue, with name: String) -> JSONValue {
        guard let items = list.array else { return .null }
        return .array(
            items.map { item in
                var told = ["class": item["class"] ?? .null]
                told[name] = item[name] ?? .null
                return .object(told)
            })
    }

    private static func word(for type: LeafType) -> String {
        switch type {
        case .disclosure: "shown"
        case .hold: "held: shown nothing of the history"
        case .refusal: "refused"
        case .check: "a value was verified without being shown"
        case .auditRead: "the log was read"
        case .erasure: "erasure or legal hold"
        default: "recorded"
        }
    }

    private func gaps(_ page: LeafPage) -> [String] {
        var gaps = [
            "who read the stores directly, past the gateway",
            "the words that were shown, from here: sealed copies open with the compliance key only, for "
                + "\(keepMonths) months",
        ]
        if let erased {
            gaps.append(
                "which fields were shown before \(erased.at): the keys were destroyed; time, organisation, role, "
                    + "purpose and outcome remain")
        }
        if page.leaves.contains(where: { $0.openings == .damaged }) {
            gaps.append("entries whose openings are damaged")
        }
        return gaps
    }
}
