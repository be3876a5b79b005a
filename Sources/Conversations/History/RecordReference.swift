/// Names one row of one source in one version.
public struct RecordReference: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The store that holds the row.
    public let source: SourceID
    /// The row's own id, byte-exact as the source writes it.
    public let id: String
    /// The row's version (an edit counter or time) as the source writes it; empty when the source keeps none.
    public let version: String

    /// Joins a source, a row and its version.
    public init(source: SourceID, id: String, version: String) {
        self.source = source
        self.id = id
        self.version = version
    }

    /// Source and id, for example `tickets:4711`.
    public var description: String { "\(source):\(id)" }

    /// Orders by source, id, version.
    public static func < (left: Self, right: Self) -> Bool {
        if left.source != right.source { return left.source < right.source }
        if left.id != right.id { return left.id.utf8.lexicographicallyPrecedes(right.id.utf8) }
        return left.version.utf8.lexicographicallyPrecedes(right.version.utf8)
    }
}

/// One source's row as it was read through the mapping.
public struct Record: Hashable, Sendable {
    /// Which row.
    public let reference: RecordReference
    /// The mapped columns as read, by mapped name, before any conversion; the record commitment covers them.
    public let fieldsAsRead: [String: JSONValue]

    /// Joins a reference and the mapped columns.
    public init(reference: RecordReference, fieldsAsRead: [String: JSONValue]) {
        self.reference = reference
        self.fieldsAsRead = fieldsAsRead
    }
}

/// A structured value with the class that decides its treatment.
public struct Field: Hashable, Sendable {
    /// The mapped name, for example `mobile`.
    public let name: String
    /// What kind of data it is.
    public let fieldClass: FieldClass
    /// The value as text; never empty.
    public let value: String

    /// Joins a name, a class and a value.
    public init(name: String, fieldClass: FieldClass, value: String) {
        self.name = name
        self.fieldClass = fieldClass
        self.value = value
    }
}
