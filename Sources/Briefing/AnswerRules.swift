public import Conversations
public import RuleFiles

/// A part of an answer whose field class is data.
public enum AnswerPart: String, CaseIterable, Hashable, Sendable {
    /// The text of a message to or from the customer.
    case message
    /// The text of an internal note.
    case note
    /// The subject line of a conversation.
    case subject
    /// The file name of an attachment.
    case attachment
    /// The name of a record, conversation, source or customer.
    case source
    /// The name of a member of staff.
    case staff
    /// The customer's tier.
    case tier
    /// The status of a conversation.
    case status
    /// A known issue that a conversation is linked to.
    case knownIssue = "known_issue"
    /// The flags of a conversation.
    case flag
    /// Why rows were joined.
    case identity
    /// An e-mail address that points at a person.
    case email
    /// A telephone number that points at a person.
    case phone
    /// Another system's id of a person.
    case external
}

/// How soon a person has to look.
public struct DueClass: Hashable, Sendable {
    /// The class in one word, for example `same_day`.
    public let name: String
    /// Minutes until a person has to look.
    public let minutes: Int
}

/// What answers say and how they are laid out, from `redaction-rules/answers/answers.yaml`.
public struct AnswerRules: Sendable {
    let classes: [AnswerPart: FieldClass]
    let budgetWords: Int
    let notAssessedSeverity: Int
    let receiptInHouse: [String]
    let receiptOutside: [String]
    let dueBySeverity: [DueClass]
    let dueOutside: DueClass
    let texts: AnswerTexts
    /// The purposes that are for conversations with a waiting review case only.
    public let needsPendingCase: [PurposeID]
    /// The role of an acting machine whose token names none; the stricter cell of both roles applies.
    public let actingMachineRole: RoleID

    /// The field class that decides over a part of an answer.
    public func fieldClass(of part: AnswerPart) -> FieldClass {
        guard let known = classes[part] else {
            preconditionFailure("the reader demands a class for every part")
        }
        return known
    }

    /// Reads the one file of the folder `answers/`.
    ///
    /// - Throws: ``RuleFileProblems`` naming file, line and reason.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        do throws(RuleFileProblem) {
            let files = folder.files(in: "answers")
            guard let file = files.first, files.count == 1 else {
                throw RuleFileProblem(
                    file: "answers", line: 0, message: "expected one file, found \(files.count)")
            }
            try self.init(file: file)
        } catch {
            throw RuleFileProblems([error])
        }
    }

    private init(file: RuleFile) throws(RuleFileProblem) {
        try file.expect(schema: "throughline/answers/v1")
        let root = file.root
        try root.allowOnly([
            "schema", "classes", "acting_machine_role", "needs_pending_case", "budget_words",
            "not_assessed_severity", "receipt",
            "due", "hold",
            "withheld_ask", "withheld_request", "contact_ask", "purpose_ask", "not_a_decision",
        ])
        classes = try Self.classes(root.member("classes"))
        budgetWords = try root.member("budget_words").int(in: 30...2000)
        notAssessedSeverity = try root.member("not_assessed_severity").int(in: 1...4)
        let receipt = try root.member("receipt")
        try receipt.allowOnly(["in_house", "outside"])
        receiptInHouse = try receipt.member("in_house").texts()
        receiptOutside = try receipt.member("outside").texts()
        let due = try root.member("due")
        try due.allowOnly((1...4).map { "severity_\($0)" } + ["outside"])
        var bySeverity: [DueClass] = []
        for severity in 1...4 { bySeverity.append(try Self.due(due.member("severity_\(severity)"))) }
        dueBySeverity = bySeverity
        dueOutside = try Self.due(due.member("outside"))
        texts = try AnswerTexts(root)
        let machine = try root.member("acting_machine_role")
        guard let role = try? RoleID(try machine.text()) else { throw machine.problem("expected a role") }
        actingMachineRole = role
        needsPendingCase = try Self.purposes(root.member("needs_pending_case"))
    }

    private static func classes(_ node: RuleNode) throws(RuleFileProblem) -> [AnswerPart: FieldClass] {
        try node.allowOnly(AnswerPart.allCases.map(\.rawValue))
        var classes: [AnswerPart: FieldClass] = [:]
        for part in AnswerPart.allCases {
            let member = try node.member(part.rawValue)
            guard let known = FieldClass(try member.text()) else {
                throw member.problem("expected a field class")
            }
            classes[part] = known
        }
        return classes
    }

    private static func purposes(_ node: RuleNode) throws(RuleFileProblem) -> [PurposeID] {
        var purposes: [PurposeID] = []
        for text in try node.texts() {
            guard let purpose = try? PurposeID(text) else { throw node.problem("expected purposes") }
            purposes.append(purpose)
        }
        return purposes
    }

    private static func due(_ node: RuleNode) throws(RuleFileProblem) -> DueClass {
        try node.allowOnly(["class", "minutes"])
        return DueClass(
            name: try node.member("class").text(), minutes: try node.member("minutes").int(in: 1...100_000))
    }
}

/// Every sentence of an answer that a person reads.
struct AnswerTexts: Sendable {
    let queue: String
    let say: String
    let doNotSay: [String]
    let release: String
    let withheldByReviewer: String
    let stopped: String
    let acknowledge: String
    let crisisTitle: String
    let crisisSteps: [String]
    /// What to do about a class that no elevation shows.
    let withheldAsk: String
    /// How to ask for a class that an elevation shows; holds `{class}`, `{elevation}`, `{minutes}` and `{approvers}`.
    let withheldRequest: String
    /// How to act on a withheld value without seeing it; holds `{class}`.
    let contactAsk: String
    let purposeAsk: String
    let notADecision: String

    init(_ root: RuleNode) throws(RuleFileProblem) {
        let hold = try root.member("hold")
        try hold.allowOnly([
            "queue", "say", "do_not_say", "release", "withheld", "stopped", "acknowledge", "crisis",
        ])
        queue = try hold.member("queue").text()
        say = try hold.member("say").text()
        doNotSay = try hold.member("do_not_say").texts()
        release = try hold.member("release").text()
        withheldByReviewer = try hold.member("withheld").text()
        stopped = try hold.member("stopped").text()
        acknowledge = try hold.member("acknowledge").text()
        let crisis = try hold.member("crisis")
        try crisis.allowOnly(["title", "steps"])
        crisisTitle = try crisis.member("title").text()
        crisisSteps = try crisis.member("steps").texts()
        withheldAsk = try root.member("withheld_ask").text()
        withheldRequest = try root.member("withheld_request").text()
        contactAsk = try root.member("contact_ask").text()
        purposeAsk = try root.member("purpose_ask").text()
        notADecision = try root.member("not_a_decision").text()
    }
}
