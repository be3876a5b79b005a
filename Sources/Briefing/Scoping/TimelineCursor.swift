import Conversations

/// Where a page of a timeline ended, as text that tells nothing and fits nobody else's timeline.
///
/// It names the last interaction by a keyed token, bound to tenant, caller, customer, purpose and conversation, so that it
/// stays right while messages arrive or go, and needs nothing kept.
struct TimelineCursor {
    let pseudonymiser: any Pseudonymiser
    private let context: [String]

    /// Takes what the cursor is bound to.
    init(_ input: BriefingInput, pseudonymiser: any Pseudonymiser) {
        self.pseudonymiser = pseudonymiser
        let caller = input.caller
        context = [
            caller.tenant.text, caller.organisation.text, caller.subject.text, caller.role.text,
            input.customer?.id.description ?? "", input.request.purpose.text,
            input.request.conversation?.description ?? "",
        ]
    }

    /// The cursor behind an interaction.
    func text(after last: Interaction) -> String {
        Base64URL.encode(moment(last.at) + record(last))
    }

    /// The place of the first interaction behind a cursor.
    ///
    /// - Parameters:
    ///   - text: the cursor.
    ///   - interactions: in order of time. When the one that it names is gone, what follows begins with its moment, so
    ///     that something may come twice and nothing is left out.
    /// - Returns: an index, at most the count; `nil` for a text that is no cursor of this timeline.
    func start(after text: String, in interactions: [Interaction]) -> Int? {
        guard let bytes = Base64URL.decode(text), bytes.count >= 8 else { return nil }
        let at = Timestamp(
            milliseconds: Int64(bitPattern: bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        let moment = moment(at)
        guard bytes.starts(with: moment) else { return nil }
        let named = bytes.dropFirst(moment.count)
        let index = interactions.firstIndex { $0.at == at && named.elementsEqual(record($0)) }
        return index.map { $0 + 1 } ?? interactions.firstIndex { $0.at >= at } ?? interactions.count
    }

    private func moment(_ at: Timestamp) -> [UInt8] {
        let bits = UInt64(bitPattern: at.milliseconds)
        let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }
        return bytes + tokens(2, "moment", at.description)
    }

    /// WHY no version: an edited message stays where it is.
    private func record(_ interaction: Interaction) -> [UInt8] {
        tokens(3, "record", interaction.record.reference.description)
    }

    private func tokens(_ count: Int, _ use: String, _ value: String) -> [UInt8] {
        (0..<count).flatMap { part in
            Array(
                pseudonymiser.token(
                    for: value, fieldClass: "source.ref", scope: ["timeline", use, "\(part)"] + context
                ).utf8)
        }
    }
}
