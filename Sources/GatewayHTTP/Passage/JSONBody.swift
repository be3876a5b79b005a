import Briefing
import Conversations
import Hummingbird

/// Reads the JSON document that a request carries, within bounds of bytes, depth and time.
struct JSONBody: Sendable {
    private let reader: BodyReader
    private let depthMax: Int

    init(_ configuration: DoorConfiguration, reader: BodyReader) {
        self.reader = reader
        depthMax = configuration.bodyDepthMax
    }

    /// What a document asks for, or the refusal that names the media type, the bound or the member at fault.
    func asked<Question>(
        _ request: Request, _ context: GatewayContext,
        _ read: (JSONValue) throws(MalformedRequest) -> Question
    ) async throws -> Question {
        guard MediaType.isPlainJSON(request.headers) else {
            throw DoorRefusal(
                .unsupportedMediaType, detail: "expected application/json in UTF-8 without a content coding")
        }
        let bytes = try await bytes(of: request, context)
        do {
            return try read(try JSONValue(json: bytes, depthMax: depthMax))
        } catch let problem as JSONProblem {
            throw DoorRefusal(.malformedRequest, detail: "body: \(problem)")
        } catch let malformed as MalformedRequest {
            throw DoorRefusal(malformed)
        }
    }

    private func bytes(of request: Request, _ context: GatewayContext) async throws -> [UInt8] {
        let tooLarge = DoorRefusal(
            .bodyTooLarge, detail: "body: expected at most \(reader.bytesMax) bytes, found more")
        guard request.bodyBytes ?? 0 <= reader.bytesMax else { throw tooLarge }
        context.notes.note(bodyUse: .abandoned)
        switch try await reading(request) {
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

    private func reading(_ request: Request) async throws -> BodyReader.Reading {
        do { return try await reader.read(request.body) } catch is CancellationError {
            throw CancellationError()
        } catch {
            // WHY: chunks that are none, or an end before the announced one, are the client's fault, not ours.
            throw DoorRefusal(.malformedRequest, detail: "body: not framed as its head says")
        }
    }
}
