public import Conversations

/// Every way in which an answer can be a refusal; the list is pinned by a test and documented in `docs/API.md`.
public enum ProblemCode: String, Hashable, Sendable, CaseIterable {
    /// The body is no JSON, or a member does not fit.
    case malformedRequest = "malformed_request"
    /// No token, or one that does not verify.
    case unauthenticated
    /// The purpose is not allowed for this role, contact type or assignment.
    case purposeNotAllowed = "purpose_not_allowed"
    /// The role is unknown to the policy, or gets no customer data.
    case roleUnknown = "role_unknown"
    /// No such customer; also: another tenant's, or outside the caller's scope.
    case customerNotFound = "customer_not_found"
    /// No such leaf in the caller's log.
    case leafNotFound = "leaf_not_found"
    /// No such access case, or none that concerns the caller.
    case accessCaseNotFound = "access_case_not_found"
    /// No such review case, or none that concerns the caller.
    case reviewCaseNotFound = "review_case_not_found"
    /// No body is kept for this leaf, or its key was destroyed.
    case bodyNotKept = "body_not_kept"
    /// A second person must vouch: another subject, of role compliance or reviewer.
    case secondPersonRequired = "second_person_required"
    /// No such path.
    case notFound = "not_found"
    /// The path takes another method.
    case methodNotAllowed = "method_not_allowed"
    /// The state changed meanwhile; ask again.
    case conflict
    /// A legal hold forbids the erasure.
    case legalHold = "legal_hold"
    /// The body is over the limit.
    case bodyTooLarge = "body_too_large"
    /// The body is no `application/json`.
    case unsupportedMediaType = "unsupported_media_type"
    /// The purpose is not in the catalogue.
    case purposeUnknown = "purpose_unknown"
    /// Too many requests.
    case tooManyRequests = "too_many_requests"
    /// A part that must work does not: detectors, policy, sources of personal data.
    case unavailable
    /// The audit log cannot record the answer, so there is none.
    case auditUnavailable = "audit_unavailable"
    /// The final re-scan found a value that should be hidden.
    case treatmentUnsound = "treatment_unsound"

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformedRequest: 400
        case .unauthenticated: 401
        case .purposeNotAllowed, .roleUnknown, .secondPersonRequired: 403
        case .customerNotFound, .leafNotFound, .accessCaseNotFound, .reviewCaseNotFound, .bodyNotKept,
            .notFound:
            404
        case .methodNotAllowed: 405
        case .conflict, .legalHold: 409
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .purposeUnknown: 422
        case .tooManyRequests: 429
        case .unavailable, .auditUnavailable, .treatmentUnsound: 503
        }
    }

    /// One line for a person.
    public var title: String {
        switch self {
        case .malformedRequest: "the request does not fit"
        case .unauthenticated: "no valid token"
        case .purposeNotAllowed: "this purpose is not allowed here"
        case .roleUnknown: "this role gets no customer data"
        case .customerNotFound: "no such customer"
        case .leafNotFound: "no such leaf"
        case .accessCaseNotFound: "no such access case"
        case .reviewCaseNotFound: "no such review case"
        case .bodyNotKept: "no body is kept for this leaf"
        case .secondPersonRequired: "a second person must vouch for this"
        case .notFound: "no such path"
        case .methodNotAllowed: "this path takes another method"
        case .conflict: "the state changed meanwhile, ask again"
        case .legalHold: "a legal hold forbids this"
        case .bodyTooLarge: "the body is over the limit"
        case .unsupportedMediaType: "the body must be application/json"
        case .purposeUnknown: "no such purpose"
        case .tooManyRequests: "too many requests"
        case .unavailable: "a part that must work does not, so nothing is shown"
        case .auditUnavailable: "the answer cannot be recorded, so there is none"
        case .treatmentUnsound: "the treated answer did not pass its last check, so there is none"
        }
    }

    /// Whether such an answer leaves a leaf; the others leave a counter and contain no customer data.
    public var isRecorded: Bool { [403, 404, 409, 422].contains(status) && self != .notFound }
}

/// A refusal as RFC 9457 has it.
public struct Problem: Hashable, Sendable {
    /// What kind of refusal.
    public let code: ProblemCode
    /// What was expected and found; never customer data.
    public let detail: String?
    /// The rule that refuses, where one does.
    public let rule: RuleID?
    /// How to ask for what was refused, where one can.
    public let requestAccess: String?

    /// Joins the parts of a refusal.
    public init(
        _ code: ProblemCode, detail: String? = nil, rule: RuleID? = nil, requestAccess: String? = nil
    ) {
        self.code = code
        self.detail = detail
        self.rule = rule
        self.requestAccess = requestAccess
    }

    /// The document without its receipt; the body digest of the leaf covers these bytes in canonical form.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "type": .string("urn:throughline:problem:" + code.rawValue),
            "title": .string(code.title),
            "status": JSONValue(code.status),
            "code": .string(code.rawValue),
            "outcome": "refusal",
        ]
        members["detail"] = detail.map(JSONValue.string)
        members["rule_id"] = rule.map { .string($0.text) }
        members["request_access"] = requestAccess.map(JSONValue.string)
        return .object(members)
    }
}
