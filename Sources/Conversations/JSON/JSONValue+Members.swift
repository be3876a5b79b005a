/// Reads members of documents that a ledger keeps; each gives `nil` for what no gateway wrote.
extension JSONValue {
    package var moment: Timestamp? { int.map(Timestamp.init(milliseconds:)) }

    package func name<Kind: IdentifierKind>() -> Identifier<Kind>? {
        string.flatMap { try? Identifier<Kind>($0) }
    }

    /// Every item of a list read one by one; `nil` when one does not fit.
    package func all<Item>(_ read: (JSONValue) -> Item?) -> [Item]? {
        guard let items = array else { return nil }
        let read = items.compactMap(read)
        return read.count == items.count ? read : nil
    }

    /// A member that may be `null`; `.some(nil)` for `null`, `nil` for what does not fit.
    package func optional<Item>(_ name: String, _ read: (JSONValue) -> Item?) -> Item?? {
        guard let member = self[name] else { return nil }
        guard member != .null else { return .some(nil) }
        return read(member).map { .some($0) }
    }
}
