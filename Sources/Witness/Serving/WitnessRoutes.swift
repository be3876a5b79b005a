import AuditTrail
import Hummingbird
import NIOCore

/// The two paths of a witness (C2SP tlog-witness).
struct WitnessRoutes: Sendable {
    let witness: CosigningWitness
    let bodySeconds: Int

    func add(to router: Router<BasicRequestContext>) {
        router.post("add-checkpoint") { request, _ in try await addCheckpoint(request) }
        for method in [HTTPRequest.Method.get, .put, .delete, .patch] {
            router.on("add-checkpoint", method: method) { _, _ in
                var response = Self.response(405, "expected POST\n")
                response.headers[.allow] = "POST"
                return response
            }
        }
        router.get(":log/checkpoint") { _, context in
            guard let view = context.parameters.get("log").flatMap({ witness.lastView($0) }) else {
                return Self.response(404, "this witness has cosigned no checkpoint under this path\n")
            }
            return Self.response(200, view)
        }
    }

    private func addCheckpoint(_ request: Request) async throws -> Response {
        // WHY: a sender that is told to come again after a slow or long body learns nothing new from us.
        guard let body = try await body(of: request) else {
            var response = Self.response(
                413, "expected at most \(CheckpointSubmission.bytesMax) bytes within \(bodySeconds) s\n")
            response.headers[.connection] = "close"
            return response
        }
        let answer = await witness.answer(body)
        return Self.response(answer.status, Array(answer.body.utf8), contentType: answer.contentType)
    }

    /// The whole body, `nil` when it is too long or too slow.
    private func body(of request: Request) async throws -> [UInt8]? {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await Self.collect(request.body) }
            group.addTask {
                try await Task.sleep(for: .seconds(bodySeconds))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private static func collect(_ body: RequestBody) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await buffer in body {
            bytes += buffer.readableBytesView
            guard bytes.count <= CheckpointSubmission.bytesMax else { return nil }
        }
        return bytes
    }

    private static func response(
        _ status: Int, _ bytes: [UInt8], contentType: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func response(_ status: Int, _ text: String) -> Response {
        response(status, Array(text.utf8))
    }
}
