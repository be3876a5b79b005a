import Briefing
import Conversations
import Identity

/// Finds which rows of which sources are one customer. Verified links join; anything else never does.
struct CustomerFinder {
    let sources: Sources
    let directory: any CustomerDirectory
    let rules: IdentityRules
    let tenant: TenantID

    /// Rows of one customer, and why they are one.
    struct Found {
        let customer: ResolvedCustomer
        let rows: [PersonReference]
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

    /// - Parameters:
    ///   - key: how the request names the customer.
    ///   - fresh: the id for a customer that was never resolved before.
    func find(_ key: CustomerKey, fresh: CustomerID) async throws(Failure) -> Found {
        switch key {
        case .customer(let id): try await known(id)
        case .person(let key): try await resolved(key, fresh: fresh)
        }
    }

    private func known(_ id: CustomerID) async throws(Failure) -> Found {
        let rows = try await ledger { directory throws(LedgerUnavailable) in
            try await directory.persons(of: id, tenant: tenant)
        }
        guard !rows.isEmpty else { throw .notFound }
        let found = await sources.persons(rows)
        guard let anchor = found.persons.first else {
            throw found.unavailable.isEmpty ? .notFound : .sourceUnavailable
        }
        return try await customer(of: await cluster(around: anchor, known: found.persons), fresh: id)
    }

    private func resolved(_ key: PersonKey, fresh: CustomerID) async throws(Failure) -> Found {
        let found = await sources.persons(with: key)
        guard let anchor = rules.anchor(among: found.persons, for: key) else {
            throw found.persons.isEmpty && !found.unavailable.isEmpty ? .sourceUnavailable : .notFound
        }
        return try await customer(of: await cluster(around: anchor, known: []), fresh: fresh)
    }

    /// Grows a cluster by the keys that may join until nothing new is found; every step is a rule's decision.
    private func cluster(around anchor: Person, known: [Person]) async -> Cluster {
        var cluster = Cluster(anchor: anchor, known: known)
        var asked: Set<PersonKey> = []
        // WHY: three rounds follow a link into the third store; a longer chain is somebody's mistake, not a person.
        for _ in 0..<3 {
            let keys = rules.nextKeys(of: cluster.persons).filter { asked.insert($0).inserted }
            guard !keys.isEmpty else { break }
            for key in keys {
                for candidate in await sources.persons(with: key).persons {
                    cluster.consider(candidate, rules)
                }
            }
        }
        return cluster
    }

    private func customer(of cluster: Cluster, fresh: CustomerID) async throws(Failure) -> Found {
        var owners: [PersonReference: CustomerID] = [:]
        for person in cluster.persons {
            owners[person.reference] = try await ledger { directory throws(LedgerUnavailable) in
                try await directory.customer(of: person.reference, tenant: tenant)
            }
        }
        let id = owners[cluster.anchor.reference] ?? owners.values.min() ?? fresh
        // WHY: a row that belongs to another customer stays there until a person merges the two.
        let own = cluster.persons.filter { owners[$0.reference].map { $0 == id } ?? true }
        let links = own.filter { owners[$0.reference] == nil }.map {
            PersonLink(
                tenant: tenant, person: $0.reference, customer: id, rule: cluster.rule(for: $0.reference))
        }
        return Found(
            customer: ResolvedCustomer(id: id, newLinks: links, evidence: cluster.evidence),
            rows: own.map(\.reference).sorted())
    }

    private func ledger<Reply>(
        _ ask: (any CustomerDirectory) async throws(LedgerUnavailable) -> Reply
    ) async throws(Failure) -> Reply {
        do { return try await ask(directory) } catch { throw .ledgerUnavailable }
    }
}
