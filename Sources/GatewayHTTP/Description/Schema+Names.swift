import Conversations

/// What things are called in bodies.
extension Schema {
    /// A name of 1 to 256 bytes.
    static let name = written(1...256)
    /// An id that the gateway gave: Crockford base 32.
    static let id = pattern("^[0-7][0-9A-HJKMNP-TV-Z]{25}$")
    /// A moment in UTC, to the millisecond.
    static let time: JSONValue = ["type": "string", "format": "date-time"]
    /// SHA-256 in hexadecimal.
    static let digest = pattern("^[0-9a-f]{64}$")
    /// 32 bytes in base64url without padding.
    static let key = pattern("^[A-Za-z0-9_-]{43}$")
    /// Bytes in base64url without padding.
    static let bytes = pattern("^[A-Za-z0-9_-]*$")
    /// 12 bytes that stand for an id in one answer.
    static let handle = pattern("^[A-Za-z0-9_-]{16}$")
    /// A dotted path of the policy's tree.
    static let fieldClass: JSONValue = [
        "type": "string", "maxLength": 64, "pattern": "^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*$",
    ]
    /// How a value is shown, with its detail.
    static let treatment = pattern("^(show|mask|generalise|pseudonymise|hash|withhold)([(][a-z_]+[)])?$")
    /// A conversation as answers name it: `source:id`, or a handle.
    static let conversation = pattern("^([^:]+:.+|[A-Za-z0-9_-]{16})$")
    /// None, one or more than one: how many is nobody's business.
    static let roughly = word(["none", "one", "several"])
    /// What every answer ends with: nothing in it is decided.
    static let notADecision = text

    /// A customer as an answer names them: by id, or by a handle for callers who are shown no ids.
    static let customer = pattern("^([0-7][0-9A-HJKMNP-TV-Z]{25}|[A-Za-z0-9_-]{16})$")

    /// A row of a store.
    static let row = object(["source": text, "id": text])
}
