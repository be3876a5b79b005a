import AuditTrail
import Conversations
import Foundation
import Testing

/// Reads the conformance vectors that stand beside the format, for anybody's implementation.
enum Vectors {
    /// The folder `audit/` of the repository.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "audit")

    static func read(_ name: String) throws -> JSONValue { try document("vectors/\(name).json") }

    static func document(_ path: String) throws -> JSONValue {
        try JSONValue(json: Array(try Data(contentsOf: folder.appending(path: path))))
    }

    static func unhex(_ text: String?) throws -> [UInt8] {
        let digits = Array(try #require(text).utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension JSONValue {
    func member(_ name: String) throws -> JSONValue { try #require(self[name], "no member \(name)") }
    func list(_ name: String) throws -> [JSONValue] { try #require(try member(name).array) }
    func text(_ name: String) throws -> String { try #require(try member(name).string) }
    func number(_ name: String) throws -> Int64 { try #require(try member(name).int) }
    func bytes(_ name: String) throws -> [UInt8] { try Vectors.unhex(try text(name)) }
    func hash(_ name: String) throws -> TreeHash { try #require(TreeHash(try bytes(name))) }
    func hashes(_ name: String) throws -> [TreeHash] {
        try list(name).map { try #require(TreeHash(try Vectors.unhex($0.string))) }
    }
}
