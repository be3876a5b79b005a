package import Conversations

/// Which field classes an entry speaks about: all of them, or one class with everything under it.
///
/// `payment` and `payment.*` mean the same: the class, if the tree has it, and its whole subtree.
package struct ClassPattern: Hashable, Sendable, CustomStringConvertible {
    /// The top of the subtree, `nil` for every class.
    package let top: FieldClass?

    /// Reads `*`, `payment.*` or `payment.card`; `nil` for anything else.
    package init?(_ text: String) {
        if text == "*" {
            top = nil
            return
        }
        let path = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
        guard let top = FieldClass(path) else { return nil }
        self.top = top
    }

    /// Whether the entry speaks about a class.
    package func covers(_ fieldClass: FieldClass) -> Bool {
        top.map { fieldClass.isWithin($0) } ?? true
    }

    /// How specific it is: 0 for every class, then the number of parts in the path.
    package var depth: Int {
        top.map { $0.path.split(separator: ".").count } ?? 0
    }

    package var description: String { top?.path ?? "*" }
}
