import AsyncHTTPClient
import Conversations
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Gateway

/// A served gateway that is asked by its own description: every answer is held against what the description says of it.
final class DescribedDoor: Sendable {
    let bench: ServedBench
    let description: JSONValue
    // Guarded by the mutex.
    private let seen = Mutex<Set<String>>([])

    init(_ bench: ServedBench) async throws {
        self.bench = bench
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: bench.url + "/openapi.json"), timeout: .seconds(60))
        let bytes = Array((try await response.body.collect(upTo: 1 << 22)).readableBytesView)
        description = try JSONValue(json: bytes)
    }

    /// The operations that were asked, each with the statuses of its answers: `createSummary 200`.
    var operations: Set<String> { seen.withLock { $0 } }

    /// Every answer of a described operation that is a document and no refusal.
    var documents: Set<String> {
        let operations = (description["paths"]?.object ?? [:]).values.flatMap {
            $0.object.map { Array($0.values) } ?? []
        }
        let names = operations.filter {
            $0["responses"]?["200"]?["content"]?["application/json"] != nil
        }.map { "\($0["operationId"]?.string ?? "") 200" }
        return Set(names)
    }

    /// Asks, holds the answer against the description, and gives it.
    @discardableResult
    func ask(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, as caller: Caller?,
        headers: [String: String] = [:], expecting status: Int
    ) async throws -> JSONValue {
        var request = HTTPClientRequest(url: bench.url + path)
        request.method = method
        if let caller {
            request.headers.add(name: "Authorization", value: "Bearer \(try await token(caller))")
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body.text()))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = Array((try await response.body.collect(upTo: 1 << 22)).readableBytesView)
        let found = Int(response.status.code)
        let text = String(decoding: bytes.prefix(600), as: UTF8.self)
        #expect(found == status, "\(method) \(path): \(text)")
        return try hold(
            bytes, response.headers.first(name: "Content-Type") ?? "", found, body,
            try #require(operation(method, path), "\(method) \(path) is not described"))
    }

    func token(_ caller: Caller) async throws -> String {
        try await DemoTokens(bench.root.configuration, load: ShippedRules.load).mint(caller)
    }

    private func hold(
        _ bytes: [UInt8], _ contentType: String, _ status: Int, _ asked: JSONValue?, _ operation: JSONValue
    ) throws -> JSONValue {
        let name = "\(operation["operationId"]?.string ?? "") \(status)"
        seen.withLock { _ = $0.insert(name) }
        let media = contentType.split(separator: ";").first.map(String.init) ?? ""
        let described = operation["responses"]?[String(status)]?["content"]?[media]
        let schema = try #require(described, "\(name) as \(media) is not described")["schema"]
        let check = SchemaCheck(description: description)
        if let asked, status < 300, let schema = requestSchema(operation) {
            let faults = check.faults(of: asked, against: schema)
            #expect(faults.isEmpty, "what \(name) took: \(faults)")
        }
        guard media.hasSuffix("json"), let schema else { return .null }
        let document = try JSONValue(json: bytes)
        let faults = check.faults(of: document, against: schema)
        #expect(faults.isEmpty, "\(name): \(faults.prefix(8))")
        return document
    }

    private func requestSchema(_ operation: JSONValue) -> JSONValue? {
        operation["requestBody"]?["content"]?["application/json"]?["schema"]
    }

    /// The operation of the path with the fewest parameters that fits.
    private func operation(_ method: HTTPMethod, _ path: String) -> JSONValue? {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        let fitting = (description["paths"]?.object ?? [:]).filter { template, _ in
            let segments = template.split(separator: "/")
            return segments.count == parts.count
                && zip(segments, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        let best = fitting.min { parameters(in: $0.key) < parameters(in: $1.key) }
        return best?.value[method.rawValue.lowercased()]
    }

    private func parameters(in template: String) -> Int { template.count { $0 == "{" } }
}

extension JSONValue {
    /// The member at a path of names and places: `body.cases.0.case`.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { found, name in
            guard let place = Int(name), let items = found?.array else { return found?[String(name)] }
            return items.indices.contains(place) ? items[place] : nil
        }
    }

    /// The text there.
    func text(at path: String) throws -> String {
        try #require(at(path)?.string, "\(path) of \(text().prefix(300))")
    }
}
