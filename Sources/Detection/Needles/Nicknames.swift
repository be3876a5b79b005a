/// Short and pet names by the names they are used for, and the other way round.
///
/// WHY: a class, so that it is shared by every request without copying its lists.
final class Nicknames: Sendable {
    private let names: [UInt32: [[UInt8]]]

    /// Takes groups of names, folded: each a formal name and what it is cut or turned to.
    init(_ groups: [[String]]) {
        var names: [UInt32: [[UInt8]]] = [:]
        for group in groups.map({ $0.map { Array($0.utf8) } }) {
            guard let formal = group.first else { continue }
            for name in group.dropFirst() {
                names[Token.hash(of: formal), default: []].append(name)
                names[Token.hash(of: name), default: []].append(formal)
                names[Token.hash(of: name), default: []] += group.dropFirst().filter { $0 != name }
            }
        }
        self.names = names
    }

    /// What else a person of a given name is called.
    func of(_ name: ArraySlice<UInt8>) -> [[UInt8]] { names[Token.hash(of: name)] ?? [] }
}
