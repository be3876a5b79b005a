public import Conversations

/// The text that proves what one committed member of a leaf says, in the manner of an SD-JWT disclosure (RFC
/// 9901).
public struct Opening: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// Base64url of canonical `[salt, name, value]`; what the leaf commits to is SHA-256 of these characters.
    public let text: String
    /// The member's value, `null` when the leaf says nothing there.
    public let value: JSONValue

    /// Commits to a value.
    ///
    /// - Parameters:
    ///   - name: a member that the catalogue lists.
    ///   - value: whole numbers and ASCII member names only.
    ///   - salt: 16 bytes that nothing else uses.
    /// - Throws: ``NotCanonical`` when the value has no canonical form.
    public init(name: String, value: JSONValue, salt: [UInt8]) throws(NotCanonical) {
        precondition(salt.count == 16, "a salt is 16 bytes")
        let triple: JSONValue = [.string(Base64URL.encode(salt)), .string(name), value]
        self.name = name
        self.value = value
        text = Base64URL.encode(try triple.canonicalBytes())
    }

    /// Reads an opening that somebody shows.
    ///
    /// Gives `nil` for anything but strict base64url of canonical `[salt of 16 bytes, name, value]` within
    /// the limit.
    public init?(text: String) {
        guard text.utf8.count <= LeafLimits.openingBytesMax, let bytes = Base64URL.decode(text),
            let triple = try? JSONValue(json: bytes), let parts = triple.array, parts.count == 3,
            let salt = parts[0].string.flatMap(Base64URL.decode), salt.count == 16,
            let name = parts[1].string, (try? triple.canonicalBytes()) == bytes
        else { return nil }
        self.name = name
        self.text = text
        value = parts[2]
    }

    /// What the leaf holds for this opening, 32 bytes.
    public func digest(_ digester: some Digester) -> [UInt8] { digester.sha256(Array(text.utf8)) }
}

extension Opening: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name and nothing else: the value may be personal.
    public var description: String { "Opening(\(name))" }
    /// The name and nothing else: the value may be personal.
    public var debugDescription: String { description }
    /// Shows the name only to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
