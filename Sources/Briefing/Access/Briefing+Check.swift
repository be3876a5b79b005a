import AuditTrail
public import Conversations
import Detection
import FieldPolicy

extension Briefing {
    /// The one purpose that values are checked for.
    public static let checkPurpose: PurposeID = "verify_identity"

    /// Says whether a value that the customer gave is on file, and nothing else.
    ///
    /// A value of a class that is not on file, and a wrong one, get the same bytes. The answer counts as a try in the
    /// transaction of its leaf, so that callers who ask at the same time share the tries.
    ///
    /// - Parameters:
    ///   - check: class and value.
    ///   - input: everything that was read.
    ///   - tries: how many tries there were, in the conversation and lately.
    /// - Returns: the answer, a hold for outside callers, or a refusal; each with its leaf.
    /// - Throws: ``BriefingFailure`` when nothing may be answered and nothing is recorded.
    public func check(
        _ check: CheckRequest, _ input: BriefingInput, tries: TriesHad
    ) throws(BriefingFailure) -> BriefingOutcome {
        let reached: ReachedRequest
        switch try ruling(on: input) {
        case .refused(let problem): return try refusal(problem, input)
        case .reached(let request): reached = request
        }
        if let hold = try holdForOutside(reached) { return hold }
        if let problem = uncheckable(check, tries: tries) { return try refusal(problem, input) }
        guard let customer = input.customer, let conversation = input.request.conversation else {
            return try refusal(Problem(.customerNotFound), input)
        }
        try demandPersons(of: check.fieldClass, input.timeline)
        let isMatch = isOnFile(check, input)
        let body: JSONValue = [
            "v": 1, "class": .string(check.fieldClass.path), "result": isMatch ? "match" : "no_match",
            "tries_left": JSONValue(tries.left - 1),
            "policy": rulebook.policyMember,
            "not_a_decision": .string(rulebook.answers.texts.notADecision),
        ]
        var members = LeafMembers(input: reached.input).common
        members["fields"] = .array([.string(check.fieldClass.path)])
        members["outcome"] = isMatch ? "match" : "no_match"
        let counted = AccessChange.check(
            CheckTry(
                conversation: conversation, customer: customer.id, caller: AnsweredCaller(input.caller)))
        return BriefingOutcome(
            outcome: .view, status: 200, body: body,
            draft: try draft(.check, reached.input, body: body, members: members),
            changes: self.counted(input) + [.access(counted)])
    }

    /// The refusal of a value too many; recorded like any other.
    public var triesUsedUp: Problem {
        Problem(
            .purposeNotAllowed,
            detail:
                "a conversation has \(CheckTry.conversationMax) tries, of all callers together; a caller has "
                + "\(CheckTry.callerMax) about one customer in 24 hours; they are used up",
            rule: "checks:tries")
    }

    private func uncheckable(_ check: CheckRequest, tries: TriesHad) -> Problem? {
        guard check.request.purpose == Self.checkPurpose else {
            return Problem(
                .purposeNotAllowed, detail: "values are checked for \(Self.checkPurpose) only",
                rule: "checks:purpose")
        }
        // WHY: what no role may ever see is not to be found out by trying either.
        guard let known = rulebook.policy.fieldClass(check.fieldClass), known.ceiling != .withhold else {
            return Problem(
                .purposeNotAllowed, detail: "values of this class are not checked", rule: "checks:class")
        }
        return tries.left == 0 ? triesUsedUp : nil
    }

    /// Fails when rows are missing that could hold the value: nobody could say that it is not on file.
    private func demandPersons(
        of fieldClass: FieldClass, _ timeline: Timeline
    ) throws(BriefingFailure) {
        let isMissing = timeline.coverage.contains {
            !$0.arePersonsComplete
                && $0.personClasses.contains { $0.isWithin(fieldClass) || fieldClass.isWithin($0) }
        }
        guard !isMissing else {
            throw BriefingFailure(
                problem: Problem(.unavailable, detail: "a source of personal data was not read in full"))
        }
    }

    /// Compares keyed digests of the normalised value and of every value on file, all of them whatever is found.
    private func isOnFile(_ check: CheckRequest, _ input: BriefingInput) -> Bool {
        let key = digester.derive(from: input.seed, label: "throughline/check/v1", byteCount: 32)
        func digest(_ value: String) -> [UInt8] {
            let normalised = rulebook.detector.normalised(value, fieldClass: check.fieldClass)
            // WHY: a mark in front, so that a value without letters or digits equals nothing on file.
            return digester.hmacSHA256(key: key, [normalised.isEmpty ? 0 : 1] + Array(normalised.utf8))
        }
        let given = digest(check.value)
        let nothing = digest("")
        var found: UInt8 = 0
        for value in onFile(check.fieldClass, input.timeline) {
            found |= equality(given, digest(value)) & ~equality(given, nothing)
        }
        return found == 1
    }

    /// 1 for equal digests and 0 for others, in the same number of steps.
    private func equality(_ left: [UInt8], _ right: [UInt8]) -> UInt8 {
        let difference = zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? 1 : 0
    }

    /// What the customer's own rows hold of a class, or under it; not their household's.
    public func onFile(_ fieldClass: FieldClass, _ timeline: Timeline) -> [String] {
        let persons = timeline.persons
        let rules = rulebook.answers
        let fields = persons.flatMap(\.fields).filter { $0.fieldClass.isWithin(fieldClass) }.map(\.value)
        let identifiers = persons.flatMap(\.identifiers).compactMap { identifier -> String? in
            let part: (AnswerPart, String) =
                switch identifier.key {
                case .email(let text): (.email, text)
                case .phone(let text): (.phone, text)
                case .external(_, let id): (.external, id)
                }
            return rules.fieldClass(of: part.0).isWithin(fieldClass) ? part.1 : nil
        }
        return fields + identifiers
    }
}
