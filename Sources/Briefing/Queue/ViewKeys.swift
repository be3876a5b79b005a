import Conversations
import FieldPolicy

/// Makes the keys that releases are bound to: keyed, so that whoever reads one learns nothing of what it covers.
struct ViewKeys {
    let digester: any Digester
    let pseudonymiser: any Pseudonymiser
    let tenant: TenantID
    /// What decides over the view: SHA-256 of the rules, and the policy's name.
    let rules: [UInt8]
    let policy: String

    /// The key of a conversation's content up to a watermark, under the rules in force, whoever asks.
    ///
    /// The conversation's own row counts by its id alone: sources raise its version with every message in it. A message
    /// counts with its words: some sources keep a version when somebody edits in place.
    func content(of conversation: Conversation, _ interactions: [Interaction]) -> ViewKey {
        let records = interactions.sorted { $0.record.reference < $1.record.reference }
        return key([
            "throughline/content/v2", .string(tenant.text), .string(conversation.id.description),
            .string(conversation.contactType.text), .string(conversation.subject),
            .string(hex(rules)), .string(policy),
            .array(records.map(reviewed)),
        ])
    }

    /// What a reviewer saw of a message: which record, in which version, in which words.
    private func reviewed(_ interaction: Interaction) -> JSONValue {
        let reference = interaction.record.reference
        let words: JSONValue = [
            .string(interaction.subject), .string(interaction.text),
            .array(interaction.attachments.map(JSONValue.string)),
        ]
        return [
            .string(reference.source.text), .string(reference.id), .string(reference.version),
            .string(hex(digester.sha256(Array(words.text().utf8)))),
        ]
    }

    /// The key of one view: content, rules, policy, tenant, organisation, role, purpose, conversation, region, consent,
    /// grants, budget.
    func view(
        _ content: ViewKey, _ request: HeldRequest, consents: [ConsentID], grant: AccessCase?
    ) -> ViewKey {
        key([
            "throughline/view/v2", .string(content.text), .string(request.requester.organisation.text),
            .string(request.requester.role.text), JSONValue(request.actorRole?.text),
            .string(request.purpose.text), .bool(request.namesConversation), JSONValue(request.region?.text),
            .array(consents.sorted().map { .string($0.text) }),
            .array(
                grant.map { [$0.rule.text] + $0.fields.map(\.path).sorted() }?.map(JSONValue.string) ?? []),
            .string(request.budget),
        ])
    }

    /// 24 characters, 120 bits.
    private func key(_ parts: JSONValue) -> ViewKey {
        let digest = hex(digester.sha256(Array(parts.text().utf8)))
        let text = (1...3).map { part in
            pseudonymiser.token(
                for: digest, fieldClass: "case.id", scope: ["view-key", tenant.text, "\(part)"])
        }.joined()
        do { return try ViewKey(text) } catch {
            preconditionFailure("24 characters of base 32 are an identifier")
        }
    }
}
