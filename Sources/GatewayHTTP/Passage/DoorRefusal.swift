import Briefing
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
