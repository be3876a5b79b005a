import Briefing
import Conversations
import Identity

/// Finds which rows of which sources are one customer, and by which id the ledger knows them.
struct CustomerFinder {
    let sources: Sources
    let directory: any CustomerDirectory
    let rules: IdentityRules
    let tenant: TenantID
    /// Who asks, for whom the leaf of an own answer names its customer.
    let caller: AnsweredCaller

    /// Rows of one customer, and why they are one.
    struct Found {
        let customer: KnownCustomer
        let rows: [PersonReference]
        /// The sources that could not be asked who the customer is; their history counts as not read.
        let gaps: [SourceID: Unavailability]
    }

    /// Why there is no customer to answer about.
    enum Failure: Error {
        /// Nobody, or more than one, goes by the key.
        case notFound
        /// A source could not be asked, so that nobody can be ruled out.
        case sourceUnavailable
        /// The ledger could not be asked.
        case ledgerUnavailable
    }

    /// Finds the customer of a request.
    ///
    /// - Parameters:
    ///   - key: how the request names the customer.
    ///   - fresh: the id for a customer that was never resolved before.
    /// - Returns: the rows that are this customer.
    /// - Throws: ``Failure``; nobody and another tenant's customer are one failure.
    func find(_ key: CustomerKey, fresh: CustomerID) async throws(Failure) -> Found {
        switch key {
        case .person(let key): try await customer(try await resolve([key]), fresh: fresh)
        case .customer(let id):
            try await customer(named: id)
        }
    }

    /// The customer of that id, else of the caller's own answer whose leaf has it.
    private func customer(named id: CustomerID) async throws(Failure) -> Found {
        let own = try await keys(of: id)
        guard own.isEmpty else { return try await customer(try await resolve(own), fresh: id) }
        let answered: CustomerID?
        do { answered = try await directory.customer(ofLeaf: id.ulid, to: caller) } catch {
            throw .ledgerUnavailable
        }
        guard let answered else { throw .notFound }
        return try await customer(try await resolve(try await keys(of: answered)), fresh: answered)
    }

    /// The rows that the ledger has linked to an id, each by its source's own id.
    private func keys(of id: CustomerID) async throws(Failure) -> [PersonKey] {
        do {
            return try await directory.persons(of: id, tenant: tenant).map {
                .external(system: $0.source, id: $0.id)
            }
        } catch {
            throw .ledgerUnavailable
        }
    }

    /// The first key that finds somebody decides; a source that could not be asked rules nobody out.
    private func resolve(_ keys: [PersonKey]) async throws(Failure) -> Resolved {
        let search = CustomerSearch(rules: rules, sources: sources.sources)
        var hasGap = false
        for key in keys {
            let result = await search.resolve(key, within: sources.bounds)
            if case .found(let customer) = result.outcome {
                return Resolved(customer: customer, gaps: result.gaps)
            }
            hasGap = hasGap || !result.gaps.isEmpty
        }
        throw hasGap ? .sourceUnavailable : .notFound
    }

    private struct Resolved {
        let customer: ResolvedCustomer
        let gaps: [SourceID: Unavailability]
    }

    private func customer(_ resolved: Resolved, fresh: CustomerID) async throws(Failure) -> Found {
        let references = resolved.customer.persons.map(\.reference)
        var owners: [PersonReference: CustomerID] = [:]
        do {
            for reference in references {
                owners[reference] = try await directory.customer(of: reference, tenant: tenant)
            }
        } catch {
            throw .ledgerUnavailable
        }
        let id = owners.values.contains(fresh) ? fresh : owners.values.min() ?? fresh
        // WHY: a row that belongs to another customer stays there until a person merges the two.
        let own = references.filter { owners[$0].map { $0 == id } ?? true }
        let links = own.filter { owners[$0] == nil }.map { reference in
            let join = resolved.customer.joins.first { $0.sources.contains(reference.source) }
            return PersonLink(tenant: tenant, person: reference, customer: id, rule: join?.rule ?? "asked")
        }
        return Found(
            customer: KnownCustomer(id: id, newLinks: links, evidence: resolved.customer.joins),
            rows: own.sorted(),
            gaps: resolved.gaps)
    }
}
