import Briefing
import Conversations

/// All stores of one tenant, asked side by side. Every source keeps its own deadline, so a slow one delays nobody.
struct Sources: Sendable {
    let sources: [any HistorySource]
    let bounds: ReadBounds

    /// The sources of one tenant; another tenant's do not exist for it.
    func of(_ tenant: TenantID) -> Sources {
        Sources(sources: sources.filter { $0.descriptor.tenant == tenant }, bounds: bounds)
    }

    /// What every source answers to a question; a source that cannot be read answers with its reason.
    private func ask<Reply: Sendable>(
        _ question: @escaping @Sendable (any HistorySource) async -> Reply
    ) async -> [(source: SourceID, reply: Reply)] {
        await withTaskGroup(of: Numbered<Reply>.self) { group in
            for (index, source) in sources.enumerated() {
                group.addTask { Numbered(index: index, reply: await question(source)) }
            }
            var replies: [Int: Reply] = [:]
            for await numbered in group { replies[numbered.index] = numbered.reply }
            return sources.indices.compactMap { index in
                replies[index].map { (sources[index].descriptor.id, $0) }
            }
        }
    }

    /// WHY no tuple: a task group that hands on tuples of these types crashes when optimised (Swift 6.3.1).
    private struct Numbered<Reply: Sendable>: Sendable {
        let index: Int
        let reply: Reply
    }

    /// The history of some persons from every source.
    ///
    /// - Parameters:
    ///   - persons: the rows that are the customer.
    ///   - now: when it is read.
    ///   - gaps: sources that could not even be asked who the customer is; they are not asked again.
    ///   - reach: which records count.
    /// - Returns: one timeline with a line of coverage for every source.
    func history(
        of persons: [PersonReference], at now: Timestamp, gaps: [SourceID: Unavailability] = [:],
        reach: RecordReach = .everything
    ) async -> Timeline {
        let bounds = bounds.reaching(reach)
        let ids = Dictionary(grouping: persons, by: \.source).mapValues { $0.map(\.id) }
        let replies = await ask { source in
            let known = source.descriptor
            guard let reason = gaps[known.id] else {
                return await source.history(of: ids[known.id] ?? [], at: now, within: bounds)
            }
            return SourceHistory(
                coverage: SourceCoverage(
                    source: known.id, state: .unavailable(reason), arePersonsComplete: false,
                    personClasses: known.personClasses, canCarryFlags: known.canCarryFlags,
                    canFence: known.canFence, asOf: now))
        }
        return Timeline(replies.map(\.reply))
    }

    /// The rows of staff that a token's subject goes by, and the sources that could not be asked.
    func staff(subject: PrincipalID) async -> (known: [KnownStaff], gaps: [SourceID: Unavailability]) {
        let bounds = bounds
        let replies = await ask { source -> Result<StaffMember?, Unavailability> in
            do throws(Unavailability) {
                return .success(try await source.staff(subject: subject, within: bounds))
            } catch {
                return .failure(error)
            }
        }
        var gaps: [SourceID: Unavailability] = [:]
        var known: [KnownStaff] = []
        for (source, reply) in replies {
            switch reply {
            case .success(let member):
                if let member { known.append(KnownStaff(source: source, member: member)) }
            case .failure(let reason): gaps[source] = reason
            }
        }
        return (known, gaps)
    }

    /// The rows of staff that own, work on or wrote in conversations, and the sources that could not be asked.
    func staff(of timeline: Timeline) async -> (known: [KnownStaff], gaps: Set<SourceID>) {
        let bounds = bounds
        var wanted: [SourceID: Set<StaffID>] = [:]
        for conversation in timeline.conversations {
            wanted[conversation.id.source, default: []].formUnion(
                [conversation.owner, conversation.assignee].compactMap(\.self))
        }
        for interaction in timeline.interactions where interaction.author.role != .customer {
            guard let id = interaction.author.id else { continue }
            wanted[interaction.conversation.source, default: []].insert(id)
        }
        let asked = wanted.mapValues { $0.sorted() }
        let replies = await ask { source -> [StaffMember]? in
            guard let ids = asked[source.descriptor.id], !ids.isEmpty else { return [] }
            return try? await source.staff(ids: ids, within: bounds)
        }
        let known = replies.flatMap { source, members in
            (members ?? []).map { KnownStaff(source: source, member: $0) }
        }
        return (known, Set(replies.filter { $0.reply == nil }.map(\.source)))
    }
}
