import Briefing
import Conversations
import Hummingbird

/// The name of a header; the type that holds it belongs to a package that this room does not name.
typealias HeaderName = HTTPFields.Element.Name

/// A refusal by the door itself, thrown by a part and made a problem by `ProblemMapping`.
struct DoorRefusal: Error {
    /// What the client is told.
    let problem: Problem
    /// What the status demands, for example `Allow`.
    let headers: HTTPFields
    /// A word for the log line that the client is not told.
    let cause: String?

    init(_ problem: Problem, headers: HTTPFields = [:], cause: String? = nil) {
        self.problem = problem
        self.headers = headers
        self.cause = cause
    }

    init(_ code: ProblemCode, detail: String) {
        self.init(Problem(code, detail: detail))
    }

    init(_ malformed: MalformedRequest) {
        self.init(.malformedRequest, detail: "\(malformed.member): \(malformed.message)")
    }
}

extension GatewayContext {
    /// Who asks.
    func knownCaller() throws(DoorRefusal) -> Caller {
        guard let caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        return caller
    }

    /// The id in the path; `kind` says of what, with its article.
    func id(of kind: String) throws(DoorRefusal) -> ULID {
        guard let id = parameters.get("id").flatMap({ ULID($0) }) else {
            throw DoorRefusal(
                .malformedRequest, detail: "id: expected \(kind) id of 26 characters, as answers show it")
        }
        return id
    }

    /// Sends an answer and notes the code of a problem for the journal; the bytes stay as they are.
    func response(_ answer: Answer, headers: HTTPFields = [:]) -> Response {
        if answer.contentType == "application/problem+json",
            let document = try? JSONValue(json: answer.bytes),
            let code = document["code"]?.string.flatMap(ProblemCode.init(rawValue:))
        {
            notes.note(code: code)
            if code == .unauthenticated {
                // WHY here: a token of a tenant that is not served verifies, and only the service refuses it.
                notes.note(cause: "tenant")
                return Response(answer, headers: Authentication.challenge(isTokenSent: true))
            }
        }
        return Response(answer, headers: headers)
    }
}

extension Response {
    /// Sends an answer's bytes untouched; nothing may keep them.
    init(_ answer: Answer, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = answer.contentType
        headers[.cacheControl] = "no-store"
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
    }

    /// Sends bytes of the gateway's own, never customer data.
    init(
        status: HTTPResponse.Status = .ok, contentType: String, cacheControl: String = "no-store",
        bytes: [UInt8]
    ) {
        self.init(
            status: status, headers: [.contentType: contentType, .cacheControl: cacheControl],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
