import Conversations
import RuleFiles

/// Whom the gateway believes: who issues tokens, and who signs rules.
extension GatewayConfiguration {
    static func tokens(_ node: RuleNode, in folder: String) throws(RuleFileProblem) -> Tokens {
        try node.allowOnly(["issuer", "audience", "keys", "house"])
        return Tokens(
            issuer: try node.member("issuer").text(), audience: try node.member("audience").text(),
            keysPath: try node.optional("keys").map { (file) throws(RuleFileProblem) in
                absolute(try file.text(), in: folder)
            },
            house: try node.optional("house").map { (names) throws(RuleFileProblem) in
                try house(names)
            })
    }

    private static func house(_ node: RuleNode) throws(RuleFileProblem) -> Set<OrganisationID> {
        var house: Set<OrganisationID> = []
        for name in try node.texts() {
            guard let organisation = try? OrganisationID(name) else {
                throw node.problem("expected organisations as tokens name them, found \"\(name)\"")
            }
            house.insert(organisation)
        }
        return house
    }

    static func signers(_ node: RuleNode) throws(RuleFileProblem) -> Signers {
        try node.allowOnly(["author", "compliance"])
        let author = try node.member("author").text()
        let compliance = try node.member("compliance").text()
        // WHY by the key too: one key under two names is still one person.
        let keys = [author, compliance].map { $0.split(separator: "+").last ?? "" }
        guard keys[0] != keys[1] else {
            throw node.problem("expected two different keys, found the same for author and compliance")
        }
        return Signers(author: author, compliance: compliance)
    }
}
