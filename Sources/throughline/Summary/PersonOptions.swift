import ArgumentParser
import Conversations

/// Which customer, in exactly one way.
struct PersonOptions: ParsableArguments {
    @Option(help: "The customer's e-mail address.")
    var email: String?

    @Option(help: "The customer's phone number.")
    var phone: String?

    @Option(help: "A source, together with --id.")
    var source: String?

    @Option(help: "The source's own id of the person; of a gateway also the customer id, without --source.")
    var id: String?

    /// The `customer` member of a request's body; the gateway says what does not fit.
    var member: JSONValue {
        let given = [("email", email), ("phone", phone), ("source", source), ("id", id)]
        return .object(
            Dictionary(
                uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, .string($0)) } }))
    }

    /// The key that a store knows the person by.
    ///
    /// - Throws: a usage error for none, several, or a source that is no name.
    func key() throws -> PersonKey {
        switch (email, phone, source, id) {
        case (let email?, nil, nil, nil): return .email(email)
        case (nil, let phone?, nil, nil): return .phone(phone)
        case (nil, nil, let source?, let id?):
            guard let system = try? SourceID(source) else {
                throw ValidationError("--source: expected a name")
            }
            return .external(system: system, id: id)
        default: throw ValidationError("expected exactly one of --email, --phone, --source with --id")
        }
    }
}
