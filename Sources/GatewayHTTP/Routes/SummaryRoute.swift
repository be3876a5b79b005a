import Briefing
import Conversations
import Hummingbird

/// `POST /v1/summaries`: checks the envelope, reads the body within bounds, and hands it on.
struct SummaryRoute: Sendable {
    private let service: any SummaryService
    private let reader: BodyReader
    private let depthMax: Int
    private let requestSeconds: Int

    init(_ configuration: DoorConfiguration, reader: BodyReader, service: any SummaryService) {
        self.service = service
        self.reader = reader
        depthMax = configuration.bodyDepthMax
        requestSeconds = configuration.requestSeconds
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.summaries) { request, context in try await answer(request, context) }
    }

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        guard MediaType.isPlainJSON(request.headers) else {
            throw DoorRefusal(
                .unsupportedMediaType, detail: "expected application/json in UTF-8 without a content coding")
        }
        let asked = try summaryRequest(try await body(of: request, context))
        guard let answer = await summary(asked, caller: caller, context) else {
            throw DoorRefusal(Problem(.unavailable), cause: "no_answer")
        }
        if let code = Self.code(of: answer) { context.notes.note(code: code) }
        return Response(answer)
    }

    private func body(of request: Request, _ context: GatewayContext) async throws -> [UInt8] {
        let tooLarge = DoorRefusal(.bodyTooLarge, detail: "at most \(reader.bytesMax) bytes")
        guard request.bodyBytes ?? 0 <= reader.bytesMax else { throw tooLarge }
        context.notes.note(bodyUse: .abandoned)
        switch try await reader.read(request.body) {
        case .complete(let bytes):
            context.notes.note(bodyUse: .read)
            return bytes
        case .tooLarge(let isEnded):
            if isEnded { context.notes.note(bodyUse: .read) }
            throw tooLarge
        case .late:
            throw DoorRefusal(
                .malformedRequest, detail: "body: not complete within \(reader.seconds) seconds")
        }
    }

    private func summaryRequest(_ bytes: [UInt8]) throws -> SummaryRequest {
        do {
            return try SummaryRequest(body: JSONValue(json: bytes, depthMax: depthMax))
        } catch let problem as JSONProblem {
            throw DoorRefusal(.malformedRequest, detail: "body: \(problem)")
        } catch let malformed as MalformedRequest {
            throw DoorRefusal(.malformedRequest, detail: "\(malformed.member): \(malformed.message)")
        }
    }

    /// Asks the service and tells it to stop at the deadline; what it answers then is sent, because it may be recorded.
    private func summary(
        _ request: SummaryRequest, caller: Caller, _ context: GatewayContext
    ) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await service.summary(request, caller: caller, trace: context.trace) }
            group.addTask {
                do { try await Task.sleep(for: .seconds(requestSeconds)) } catch { return nil }
                context.notes.note(cause: "deadline")
                return nil
            }
            var answer: Answer?
            for await result in group {
                answer = answer ?? result
                group.cancelAll()
            }
            return answer
        }
    }

    /// The code of a problem, for the journal; the bytes stay as they are.
    static func code(of answer: Answer) -> ProblemCode? {
        guard answer.contentType == "application/problem+json",
            let document = try? JSONValue(json: answer.bytes)
        else { return nil }
        return document["code"]?.string.flatMap(ProblemCode.init(rawValue:))
    }
}
