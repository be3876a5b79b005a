import Conversations

/// The canonical text of a leaf, cut where a stamp's values go.
///
/// The members of a leaf are always the same and RFC 8785 orders them by name, so a stamp's values stand at five known
/// places: `actor`, `caller`, `id` with `n`, `public` (in the first leaf of a log) and `time`. None of them needs an escape.
/// A test holds this against the plain way of writing the whole document.
struct LeafText: Sendable {
    /// From after `actor` to before the caller's id.
    private let body: [UInt8]
    /// From after `n` to before the value of `public`.
    private let policy: [UInt8]
    /// The value of `public` in any leaf but the first of a log.
    private let publicMembers: [UInt8]
    /// From after `public` to before the time.
    private let commitments: [UInt8]
    /// From after the time to the end.
    private let ending: [UInt8]
    private let draft: LeafDraft

    /// Writes what is known without a stamp.
    ///
    /// - Throws: ``LeafDraftProblem/stringTooLong(_:)`` naming the first member, in the order of names.
    init(_ draft: LeafDraft, bodyDigest: [UInt8]?, digests: [String]) throws(LeafDraftProblem) {
        let rules = draft.rulesDigest.map { Base64URL.encode($0) }
        let texts = [
            ("org", draft.caller.organisation?.text), ("policy", draft.policy),
            ("purpose", draft.purpose?.text), ("role", draft.caller.role?.text), ("rules", rules),
        ]
        for (name, text) in texts where (text?.utf8.count ?? 0) > LeafLimits.stringBytesMax {
            throw .stringTooLong(name)
        }
        body = try Self.canonical(
            #","body":"#, JSONValue(bodyDigest.map { Base64URL.encode($0) }), #","caller":""#)
        policy =
            try Self.canonical(#","org":"#, JSONValue(draft.caller.organisation?.text))
            + Self.canonical(#","policy":"#, JSONValue(draft.policy), #","public":"#)
        publicMembers = try Self.canonical("", .object(draft.publicMembers.mapValues(JSONValue.string)))
        commitments =
            try Self.canonical(#","purpose":"#, JSONValue(draft.purpose?.text))
            + Self.canonical(#","role":"#, JSONValue(draft.caller.role?.text))
            + Self.canonical(#","rules":"#, JSONValue(rules))
            + Self.canonical(#","sd":"#, .array(digests.map(JSONValue.string)), #","time":""#)
        ending = Array(#"","type":"\#(draft.type.rawValue)","v":1}"#.utf8)
        self.draft = draft
    }

    /// The whole leaf.
    ///
    /// - Throws: ``LeafDraftProblem/firstKeyDiffers`` for a first leaf that names another key.
    func bytes(with stamp: LeafStamp) throws(LeafDraftProblem) -> [UInt8] {
        let publicMembers = try publicMembers(of: stamp)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            256 + body.count + policy.count + publicMembers.count + commitments.count + ending.count)
        if let actor = stamp.actor {
            bytes += #"{"actor":""#.utf8
            bytes += actor.description.utf8
            bytes += #"""#.utf8
        } else {
            bytes += #"{"actor":null"#.utf8
        }
        bytes += body
        bytes += stamp.caller.description.utf8
        bytes += #"","id":""#.utf8
        bytes += stamp.id.description.utf8
        bytes += #"","n":"#.utf8
        bytes += String(stamp.number).utf8
        bytes += policy
        bytes += publicMembers
        bytes += commitments
        bytes += stamp.time.description.utf8
        bytes += ending
        return bytes
    }

    private func publicMembers(of stamp: LeafStamp) throws(LeafDraftProblem) -> [UInt8] {
        guard let first = stamp.first else { return publicMembers }
        if let named = draft.publicMembers["vkey"], named != first.verifierKey { throw .firstKeyDiffers }
        var members = draft.publicMembers.mapValues(JSONValue.string)
        members["vkey"] = .string(first.verifierKey)
        members["previous"] = JSONValue(first.previousCheckpoint)
        return try Self.canonical("", .object(members))
    }

    private static func canonical(
        _ before: String, _ value: JSONValue, _ after: String = ""
    ) throws(LeafDraftProblem) -> [UInt8] {
        do { return Array(before.utf8) + (try value.canonicalBytes()) + Array(after.utf8) } catch {
            throw .notCanonical("leaf")
        }
    }
}
