import Foundation
import RuleFiles

/// What is known of addresses: how they compare, and which tell no person.
struct EmailRules: Hashable, Sendable {
    let ownDomains: Set<String>
    let disposableDomains: Set<String>
    let roleMailboxes: Set<String>

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["own_domains", "disposable_domains", "role_mailboxes"])
        ownDomains = Set(try node.names("own_domains") { $0.lowercased() })
        disposableDomains = Set(try node.names("disposable_domains") { $0.lowercased() })
        roleMailboxes = Set(try node.names("role_mailboxes") { $0.lowercased() })
    }

    /// The address as it is compared; `nil` when it is none.
    func normalise(_ text: String) -> String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let composed = trimmed.precomposedStringWithCanonicalMapping
        guard composed.utf8.count <= 254, !composed.unicodeScalars.contains(where: Self.isRefused) else {
            return nil
        }
        let parts = composed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        var domain = parts[1].lowercased()
        if domain.hasSuffix(".") { domain.removeLast() }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        return parts[0].lowercased() + "@" + domain
    }

    /// What keeps a normalised address from telling one person.
    func traits(of address: String) -> Set<EmailTrait> {
        guard let at = address.lastIndex(of: "@") else { return [] }
        let local = address[..<at]
        let domain = String(address[address.index(after: at)...])
        // WHY: a tag behind `+` does not make a shared mailbox a person's own.
        let mailbox = String(local.prefix { $0 != "+" })
        var traits: Set<EmailTrait> = []
        if roleMailboxes.contains(mailbox) { traits.insert(.roleMailbox) }
        if Self.lies(domain, in: ownDomains) { traits.insert(.ownDomain) }
        if Self.lies(domain, in: disposableDomains) { traits.insert(.disposableDomain) }
        return traits
    }

    private static func lies(_ domain: String, in list: Set<String>) -> Bool {
        list.contains { domain == $0 || domain.hasSuffix("." + $0) }
    }

    /// Controls, marks that steer or hide, blanks, and what only stands in lists and display names.
    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            true
        default: "\"<>(),;:[]\\".unicodeScalars.contains(scalar)
        }
    }
}
