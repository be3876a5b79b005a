import AuditTrail
import Conversations
import FieldPolicy
import Foundation
import RuleFiles
import Sodium

/// Seals what was delivered to the compliance key, for the callers whose answers are kept.
///
/// Everybody outside the house and every machine, unless the configuration names roles: afterwards it can be shown what
/// exactly they saw, and the gateway itself cannot read it back.
struct BodySealing: Sendable {
    private let box: ComplianceBox?
    private let kid: String
    private let roles: [RoleID]?

    /// Reads the compliance key that a configuration names.
    ///
    /// - Throws: ``RuleFileProblem`` when there is no such key.
    init(_ sealing: GatewayConfiguration.Sealing) throws {
        roles = sealing.roles
        guard let named = sealing.complianceKey else {
            box = nil
            kid = ""
            return
        }
        var text = named
        if !named.hasPrefix(ComplianceKeyText.mark) {
            guard let data = FileManager.default.contents(atPath: named) else {
                throw RuleFileProblem(
                    file: named, line: 0,
                    message:
                        "expected the compliance key's public half, found no file; `throughline keys compliance`"
                        + " makes a pair")
            }
            text = String(decoding: data, as: UTF8.self)
        }
        guard let key = ComplianceKeyText(text) else {
            throw RuleFileProblem(
                file: "sealing", line: 0,
                message:
                    "expected compliance_key to be `\(ComplianceKeyText.mark)<key>` or a file of that line")
        }
        box = try ComplianceBox(publicKey: key.publicKey)
        kid = key.kid
    }

    /// Whether bodies can be sealed at all.
    var hasKey: Bool { box != nil }

    /// Whether the answer of some roles is sealed; a role that the policy does not know counts as outside.
    func covers(_ asking: [RoleID], policy: CompiledPolicy) -> Bool {
        guard let roles else {
            return asking.contains { policy.role($0).map { $0.isExternal || $0.isAutomated } ?? true }
        }
        return asking.contains { roles.contains($0) }
    }

    /// What is committed for an answer: the draft with the member `sealed`, and the sealed body.
    ///
    /// - Returns: the draft as it was for callers whose answers are not kept.
    /// - Throws: ``SodiumFailure`` or ``LeafDraftProblem``: nothing leaves then.
    func seal(
        _ draft: LeafDraft, for asking: [RoleID], policy: CompiledPolicy, digester: any Digester
    ) throws -> (draft: LeafDraft, sealed: SealedBody?) {
        guard let box, let body = draft.body, covers(asking, policy: policy) else { return (draft, nil) }
        let digest = DisclosureKeys(seed: draft.seed, digester: digester).bodyDigest(body)
        let sealed = try box.seal(body, bodyDigest: digest)
        let member: JSONValue = [
            "kid": .string(kid), "digest": .string(Base64URL.encode(digester.sha256(sealed.ciphertext))),
        ]
        return (try draft.committing("sealed", member), sealed)
    }
}

extension LeafDraft {
    /// The same draft with one committed member more.
    fileprivate func committing(_ name: String, _ value: JSONValue) throws(LeafDraftProblem) -> LeafDraft {
        try LeafDraft(
            type: type, caller: caller, purpose: purpose, policy: policy, rulesDigest: rulesDigest,
            body: body, publicMembers: publicMembers, committed: committed.merging([name: value]) { $1 },
            seed: seed, customer: customer, receiptMembers: receiptMembers)
    }
}
