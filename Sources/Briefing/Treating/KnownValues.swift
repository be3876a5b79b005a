import Conversations
import Detection

/// The personal values of the customer's records and household that drive the search of the text.
struct KnownValues {
    let answers: AnswerRules

    /// Every field of every person row and conversation, every identifier, and the names of staff, once each, in order;
    /// `withOutside` also those of conversations outside the caller's reach.
    func collect(
        _ timeline: Timeline, staff: [KnownStaff], withOutside: Bool = true
    ) -> [KnownValue] {
        let people = timeline.persons + timeline.household
        let fields =
            people.flatMap(\.fields) + timeline.conversations.flatMap(\.fields)
            + (withOutside ? timeline.outsideFields : [])
        let values =
            fields.map { KnownValue(fieldClass: $0.fieldClass, value: $0.value) }
            + people.flatMap { $0.identifiers.map(value) }
            + staff.compactMap { known in
                known.member.name.map { KnownValue(fieldClass: answers.fieldClass(of: .staff), value: $0) }
            }
        var seen: Set<KnownValue> = []
        return values.filter { seen.insert($0).inserted }
    }

    private func value(_ identifier: PersonIdentifier) -> KnownValue {
        switch identifier.key {
        case .email(let text): KnownValue(fieldClass: answers.fieldClass(of: .email), value: text)
        case .phone(let text): KnownValue(fieldClass: answers.fieldClass(of: .phone), value: text)
        case .external(_, let id): KnownValue(fieldClass: answers.fieldClass(of: .external), value: id)
        }
    }
}
