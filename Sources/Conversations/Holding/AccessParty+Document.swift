extension AccessParty {
    /// Who it was, as one document; names only.
    package var document: JSONValue {
        [
            "subject": .string(subject.text), "actor": JSONValue(actor?.text),
            "client": .string(client.text), "organisation": .string(organisation.text),
            "role": .string(role.text),
        ]
    }

    /// Reads a party back; `nil` for a document that no gateway wrote.
    package init?(document: JSONValue) {
        guard let subject: PrincipalID = document["subject"]?.name(),
            let client: PrincipalID = document["client"]?.name(),
            let organisation: OrganisationID = document["organisation"]?.name(),
            let role: RoleID = document["role"]?.name(),
            let actor: PrincipalID? = document.optional("actor", { $0.name() })
        else { return nil }
        self.init(subject: subject, actor: actor, client: client, organisation: organisation, role: role)
    }
}
