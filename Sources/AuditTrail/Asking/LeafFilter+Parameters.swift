import Conversations

/// Why the parameters of a question do not fit.
public struct LeafFilterProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The parameter; never its value.
    public let parameter: String
    /// What was expected and found; never the value.
    public let message: String

    /// Joins a parameter with what is wrong with it.
    public init(parameter: String, message: String) {
        self.parameter = parameter
        self.message = message
    }

    /// Parameter and message.
    public var description: String { "\(parameter): \(message)" }
}

extension LeafFilter {
    /// Every parameter that narrows, in byte order; the same names on the command line and in a query.
    public static let parameterNames = [
        "caller", "client", "customer", "flag", "from", "organisation", "outcome", "purpose", "role", "rule",
        "shown", "subject", "type", "until", "withheld",
    ]

    /// The outcomes of a summary request and the types of leaf that they leave.
    private static let outcomes: [String: LeafType] = [
        "view": .disclosure, "hold": .hold, "refusal": .refusal,
    ]

    /// Reads conditions by name.
    ///
    /// - Parameter parameters: names of ``parameterNames`` with their values; `type` and `outcome` may repeat.
    /// - Throws: ``LeafFilterProblem`` naming the first parameter that is unknown, given twice or malformed.
    public init(parameters: [(name: String, value: String)]) throws(LeafFilterProblem) {
        self.init()
        var seen: Set<String> = []
        for (name, value) in parameters {
            guard Self.parameterNames.contains(name) else {
                throw LeafFilterProblem(
                    parameter: name,
                    message: "unknown, expected one of: \(Self.parameterNames.joined(separator: ", "))")
            }
            guard seen.insert(name).inserted || name == "type" || name == "outcome" else {
                throw LeafFilterProblem(parameter: name, message: "expected once, found twice")
            }
            try set(name, value)
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(LeafFilterProblem) {
        switch name {
        case "from": from = try Self.moment(name, value)
        case "until": until = try Self.moment(name, value)
        case "type":
            types.append(
                try Self.read(name, LeafType(rawValue: value), LeafType.allCases.map(\.rawValue)))
        case "outcome":
            types.append(try Self.read(name, Self.outcomes[value], Self.outcomes.keys.sorted()))
        case "caller": caller = try Self.read(name, ULID(value), ["an id of 26 characters"])
        case "customer":
            customer = CustomerID(try Self.read(name, ULID(value), ["an id of 26 characters"]))
        case "subject": subject = try Self.principal(name, value)
        case "client": client = try Self.principal(name, value)
        case "organisation": organisation = try Self.identifier(name, value)
        case "role": role = try Self.identifier(name, value)
        case "purpose": purpose = try Self.identifier(name, value)
        case "rule": opened.rule = try Self.identifier(name, value)
        case "flag": opened.flag = try Self.identifier(name, value)
        case "shown": opened.shown = try Self.read(name, FieldClass(value), ["a field class"])
        default: opened.withheld = try Self.read(name, FieldClass(value), ["a field class"])
        }
    }

    private static func moment(_ name: String, _ value: String) throws(LeafFilterProblem) -> Timestamp {
        try read(name, Timestamp(rfc3339: value), ["a time in RFC 3339 with a zone"])
    }

    private static func identifier<Kind: IdentifierKind>(
        _ name: String, _ value: String
    ) throws(LeafFilterProblem) -> Identifier<Kind> {
        do { return try Identifier<Kind>(value) } catch {
            throw LeafFilterProblem(parameter: name, message: error.description)
        }
    }

    /// WHY no `@`: an address of the web carries no e-mail address; whoever goes by one has an opaque id in leaves.
    private static func principal(
        _ name: String, _ value: String
    ) throws(LeafFilterProblem) -> PrincipalID {
        guard !value.contains("@") else {
            throw LeafFilterProblem(
                parameter: name, message: "expected no e-mail address, found one; ask by caller instead")
        }
        return try identifier(name, value)
    }

    private static func read<Value>(
        _ name: String, _ value: Value?, _ expected: [String]
    ) throws(LeafFilterProblem) -> Value {
        guard let value else {
            let list = expected.joined(separator: ", ")
            throw LeafFilterProblem(
                parameter: name,
                message: "expected \(expected.count > 1 ? "one of: " : "")\(list), found something else")
        }
        return value
    }

    /// The given conditions as name and value, in the order of ``parameterNames``: what a query and a leaf say.
    public var parameters: [(name: String, value: String)] {
        let single: [(String, String?)] = [
            ("caller", caller?.description), ("client", client?.text), ("customer", customer?.description),
            ("flag", opened.flag?.text), ("from", from?.description), ("organisation", organisation?.text),
            ("purpose", purpose?.text), ("role", role?.text), ("rule", opened.rule?.text),
            ("shown", opened.shown?.path), ("subject", subject?.text),
        ]
        let last: [(String, String?)] = [
            ("until", until?.description), ("withheld", opened.withheld?.path),
        ]
        let all = single + types.map { ("type", $0.rawValue) } + last
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}
