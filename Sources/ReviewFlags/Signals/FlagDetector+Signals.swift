public import Conversations

extension FlagDetector {
    /// What fields and events of a conversation and its customer say, by rule.
    ///
    /// Pure: nothing but what was read counts, so that the same history gives the same signals at any time.
    ///
    /// - Parameters:
    ///   - conversation: which one.
    ///   - timeline: everything that was read about its customer.
    /// - Returns: the signals found, each with its fields and never with their values.
    public func signals(of conversation: Conversation, in timeline: Timeline) -> [SignalHit] {
        let search = SignalSearch(conversation: conversation, timeline: timeline)
        return rules.signals.compactMap { signal in
            guard signal.contactTypes.isEmpty || signal.contactTypes.contains(conversation.contactType)
            else { return nil }
            let fields = search.fields(for: signal.kind)
            return fields.isEmpty ? nil : SignalHit(rule: signal.rule, fields: fields)
        }.sorted { $0.rule < $1.rule }
    }
}

/// Looks for signals in one conversation and its customer's records.
struct SignalSearch {
    let conversation: Conversation
    let timeline: Timeline

    private static let millisecondsOfDay: Int64 = 86_400_000

    /// The fields and events that say what a signal asks for; empty when nothing does.
    func fields(for kind: Signal.Kind) -> [Flag.NamedField] {
        let found: [Flag.NamedField]
        switch kind {
        case .field(let names, let values, let except):
            found = named(names) { value in
                let plain = SignalWords.plain(value)
                return values.isEmpty ? !except.contains(plain) : values.contains(plain)
            }
        case .amount(let names, let limits, let otherwise):
            found = named(names) { value in
                guard let amount = SignalWords.amount(value),
                    let limit = limits[amount.currency] ?? otherwise
                else { return false }
                return amount.hundredths >= limit
            }
        case .age(let classes, let years): found = minors(classes, underYears: years)
        case .contacts(let countMin, let days): found = contacts(withinDays: days).atLeast(countMin)
        case .transfers(let countMin):
            found = Array(events(.assignment) { _ in true }.dropFirst()).atLeast(countMin)
        case .statusChanges(let words, let countMin):
            found = events(.statusChange) { text in
                let plain = SignalWords.plain(text)
                return words.contains { plain.contains($0) }
            }.atLeast(countMin)
        }
        return found.sorted { ($0.record, $0.name) < ($1.record, $1.name) }
    }

    /// The fields of the conversation and of the customer's own rows; status and tier count as fields.
    private func named(_ names: Set<String>, where holds: (String) -> Bool) -> [Flag.NamedField] {
        var fields: [(record: RecordReference, name: String, value: String)] = []
        let record = conversation.record.reference
        fields.append((record, "status", conversation.status))
        fields += conversation.fields.map { (record, $0.name, $0.value) }
        for person in timeline.persons {
            if let tier = person.tier { fields.append((person.record.reference, "tier", tier)) }
            fields += person.fields.map { (person.record.reference, $0.name, $0.value) }
        }
        return fields.filter { names.contains(SignalWords.plain($0.name)) && holds($0.value) }
            .map { Flag.NamedField(record: $0.record, name: $0.name) }
    }

    /// Birth dates less than so many years before the conversation began, as its own day tells.
    private func minors(_ classes: [FieldClass], underYears years: Int64) -> [Flag.NamedField] {
        let milliseconds = conversation.openedAt.milliseconds
        let day = CivilDate(
            daysSinceEpoch: (milliseconds - (milliseconds < 0 ? Self.millisecondsOfDay - 1 : 0))
                / Self.millisecondsOfDay)
        var found: [Flag.NamedField] = []
        for person in timeline.persons {
            for field in person.fields where classes.contains(where: { field.fieldClass.isWithin($0) }) {
                guard let birth = SignalWords.date(field.value), birth <= day else { continue }
                let hadBirthday = (birth.month, birth.day) <= (day.month, day.day)
                let age = day.year - birth.year - (hadBirthday ? 0 : 1)
                if age < years {
                    found.append(Flag.NamedField(record: person.record.reference, name: field.name))
                }
            }
        }
        return found
    }

    private func contacts(withinDays days: Int64) -> [Flag.NamedField] {
        timeline.conversations.filter { other in
            let before = conversation.openedAt.milliseconds - other.openedAt.milliseconds
            return before >= 0 && before <= days * Self.millisecondsOfDay
        }.map { Flag.NamedField(record: $0.record.reference, name: "opened_at") }
    }

    private func events(
        _ kind: InteractionKind, where says: (String) -> Bool
    ) -> [Flag.NamedField] {
        timeline.interactions.filter {
            $0.conversation == conversation.id && $0.kind == kind && says($0.text)
        }.map { Flag.NamedField(record: $0.record.reference, name: kind.rawValue) }
    }
}

extension Array {
    /// The whole list when it holds enough, else nothing.
    fileprivate func atLeast(_ countMin: Int) -> [Element] { count >= countMin ? self : [] }
}
