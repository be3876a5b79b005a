public import Conversations
import Foundation
public import RuleFiles

/// A store of customer history in one SQLite file, read through a mapping and never written.
///
/// The file is opened read-only and a second bar (`query_only`) is laid in the connection. Values reach
/// statements as named parameters. What comes back is re-checked: persons for equality of the normalised key,
/// conversations for the persons that were asked for. Every call ends within its bounds; a gap is a line in
/// the coverage.
public struct SQLiteSource: HistorySource {
    /// Makes a key comparable: `nil` when the text cannot be such a key.
    public typealias Normaliser = @Sendable (PersonKey) -> PersonKey?

    /// What the source says of itself.
    public let descriptor: SourceDescriptor

    let mapping: SourceMapping
    let path: String
    let worker: StoreWorker
    private let normalise: Normaliser

    /// Names a store; the file is opened when it is first asked, so that a missing one is a gap and no
    /// failure to start.
    ///
    /// - Parameters:
    ///   - mapping: what the store's tables mean.
    ///   - directory: the folder that the mapping's path starts from; an absolute path in the mapping wins.
    ///   - normalise: makes keys comparable, `IdentityRules.normalise` in the gateway.
    ///   - onMisfit: is told once of each fault that rows show in the mapping: the place in it and what was expected, never
    ///     a value.
    public init(
        mapping: SourceMapping, directory: String, normalise: @escaping Normaliser,
        onMisfit: @escaping @Sendable (RuleFileProblem) -> Void = { _ in }
    ) {
        self.init(
            mapping: mapping, directory: directory, normalise: normalise, onMisfit: onMisfit,
            milliseconds: Self.uptime)
    }

    init(
        mapping: SourceMapping, directory: String, normalise: @escaping Normaliser,
        onMisfit: @escaping @Sendable (RuleFileProblem) -> Void = { _ in },
        milliseconds: @escaping @Sendable () -> Int64
    ) {
        self.mapping = mapping
        self.normalise = normalise
        descriptor = mapping.descriptor
        path = mapping.path.hasPrefix("/") ? mapping.path : directory + "/" + mapping.path
        worker = StoreWorker(
            path: path, mapping: mapping, onMisfit: onMisfit, milliseconds: milliseconds)
    }

    /// Milliseconds of a clock that never goes back.
    private static let uptime: @Sendable () -> Int64 = {
        Int64(ProcessInfo.processInfo.systemUptime * 1000)
    }

    /// Finds the person rows that carry a key; rows whose key differs after normalisation are dropped.
    ///
    /// A key that cannot be normalised finds nobody. An external id of this source's own system names a row
    /// by its id.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    public func persons(
        with key: PersonKey, within bounds: ReadBounds
    ) async throws(Unavailability) -> [Person] {
        guard let wanted = normalise(key) else { return [] }
        if case .external(system: mapping.source, let id) = wanted {
            return try await persons(ids: [id], within: bounds)
        }
        guard let (query, arguments) = search(for: wanted) else { return [] }
        let mapping = mapping
        let found = try await read(within: bounds) { store in
            let ids = try Self.ids(of: query, arguments, store)
            return ids.isEmpty ? [] : try PersonReader(store: store, mapping: mapping).persons(ids: ids)
        }
        return found.filter { person in
            person.identifiers.contains { normalise($0.key) == wanted }
        }
    }

    /// Reads single person rows by the store's own ids.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    public func persons(ids: [String], within bounds: ReadBounds) async throws(Unavailability) -> [Person] {
        guard !ids.isEmpty else { return [] }
        let mapping = mapping
        return try await read(within: bounds) { store in
            try PersonReader(store: store, mapping: mapping).persons(ids: ids)
        }
    }

    /// Reads who of staff goes by a token's subject.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read, or when two rows claim the subject.
    public func staff(
        subject: PrincipalID, within bounds: ReadBounds
    ) async throws(Unavailability) -> StaffMember? {
        guard let staff = mapping.staff else { return nil }
        let found = try await members(staff.bySubject, ["subject": subject.text], staff, within: bounds)
            .filter { $0.subject == subject }
        // WHY: a subject that is two people proves neither; nobody is better than the wrong one.
        return found.count == 1 ? found.first : nil
    }

    /// Reads members of staff by their ids, in order of id.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    public func staff(
        ids: [StaffID], within bounds: ReadBounds
    ) async throws(Unavailability) -> [StaffMember] {
        guard let staff = mapping.staff, !ids.isEmpty else { return [] }
        let arguments = ["ids": ids.map(\.text).asParameter]
        return try await members(staff.byID, arguments, staff, within: bounds).filter { ids.contains($0.id) }
    }

    private func members(
        _ query: NamedQuery, _ arguments: [String: String], _ rules: StaffMapping, within bounds: ReadBounds
    ) async throws(Unavailability) -> [StaffMember] {
        let zone = mapping.zone
        return try await read(within: bounds) { store in
            var members: [StaffMember] = []
            try store.forEach(query, arguments) { row in
                var reading = RowReading(row, query: query, zone: zone)
                guard let id: StaffID = try reading.identifier("id", rules.id),
                    let subject: PrincipalID = try reading.identifier("subject", rules.subject)
                else { return }
                members.append(
                    StaffMember(
                        id: id, subject: subject, team: try reading.identifier("team", rules.team),
                        name: try reading.text("name", rules.name),
                        organisation: try reading.identifier("organisation", rules.organisation)))
            }
            return members.sorted { ($0.id, $0.subject) < ($1.id, $1.subject) }
        }
    }

    /// Runs a job and notes how it ended.
    private func read<Value: Sendable>(
        within bounds: ReadBounds, _ job: @escaping @Sendable (StoreReader) throws -> Value
    ) async throws(Unavailability) -> Value {
        do {
            let value = try await worker.run(within: bounds, job)
            worker.note(nil)
            return value
        } catch {
            note(error)
            throw error.unavailability
        }
    }

    /// Notes a failure, unless the caller went away: that says nothing of the store.
    func note(_ fault: StoreFault) {
        if !Task.isCancelled { worker.note(fault) }
    }

    private func search(for key: PersonKey) -> (NamedQuery, [String: String])? {
        switch key {
        case .email(let email): return mapping.search.email.map { ($0, ["email": email]) }
        case .phone(let phone):
            let digits = String(decoding: phone.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
            let arguments = [
                "phone": phone, "phone_digits": digits, "phone_tail": String(digits.suffix(7)),
            ]
            return mapping.search.phone.map { ($0, arguments) }
        case .external(let system, let id):
            return mapping.search.external.map { ($0, ["system": system.text, "id": id]) }
        }
    }

    /// The ids in the first column, each once, in byte order.
    private static func ids(
        of query: NamedQuery, _ arguments: [String: String], _ store: StoreReader
    ) throws -> [String] {
        var ids: Set<String> = []
        try store.forEach(query, arguments) { row in
            guard let id = row.values.first?.code else { return }
            ids.insert(id)
        }
        // WHY: a key of so many rows tells nobody; the caps of identity see more than enough of them.
        return Array(
            ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(PersonReader.personsMax))
    }
}
