import AuditTrail
import Briefing
import Conversations
import Ledger

extension CustomersDesk {
    /// One page of who saw which classes of a customer's fields; recorded before it leaves.
    func report(_ asked: Asked, limit: Int, cursor text: String?) async throws -> Answer {
        let cursor = text.flatMap { LeafCursor($0) }
        guard text == nil || cursor != nil else {
            return Answer(
                Problem(.malformedRequest, detail: "cursor: expected the next of a page before this one"))
        }
        let standing = try await ledger.erasureStanding(of: asked.customer, tenant: asked.tenant)
        if standing == .unknown { return try await refuse(Problem(.customerNotFound), asked) }
        let page = try await ledger.leaves(
            of: asked.tenant, matching: LeafQuery(customer: asked.customer), after: cursor, limit: limit,
            isOpened: true)
        let body = SubjectReport(
            customer: asked.customer, standing: standing, namesStaff: configuration.namesStaff,
            keepMonths: keepMonths
        ).body(of: page)
        var members = members(asked)
        members["query"] = [
            "report": "subject", "limit": JSONValue(limit), "cursor": JSONValue(cursor?.description),
        ]
        members["leaves"] = JSONValue(page.leaves.count)
        members["opened"] = true
        // WHY: an erased customer has no key; what is recorded of asking then is kept under the tenant's.
        let isPresent = if case .present = standing { true } else { false }
        let draft = try draft(
            .auditRead, asked, body: body, members: members, isAboutCustomer: isPresent)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        // INVARIANT: somebody outside compliance is told before the answer leaves.
        let leaf = try Leaf(bytes: receipt.leaf).id
        try reports?.append(
            line: ReadReport(subjectReport: leaf, leaves: page.leaves.count, asked.caller).line)
        return try answer("report", body, receipt)
    }
}
