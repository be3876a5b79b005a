public import Conversations

extension LeafDraft {
    /// Writes the leaf that is stored and hashed, with one opening for each committed member.
    ///
    /// - Parameters:
    ///   - stamp: id, time, opaque ids and counter.
    ///   - digester: the hashes to use.
    /// - Returns: the leaf, its openings and the key of the body's digest.
    /// - Throws: ``LeafDraftProblem`` when a value has no canonical form or a limit is passed.
    public func encoded(
        with stamp: LeafStamp, digester: some Digester
    ) throws(LeafDraftProblem) -> EncodedLeaf {
        let keys = DisclosureKeys(seed: seed, digester: digester)
        let openings = try openings(with: keys)
        let digests = openings.map { Base64URL.encode($0.digest(digester)) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var members = try skeleton(with: stamp)
        members["body"] = JSONValue(body.map { Base64URL.encode(keys.bodyDigest($0)) })
        members["public"] = try publicDocument(with: stamp)
        members["sd"] = .array(digests.map(JSONValue.string))
        let bytes: [UInt8]
        do { bytes = try JSONValue.object(members).canonicalBytes() } catch { throw .notCanonical("leaf") }
        guard bytes.count <= LeafLimits.leafBytesMax else { throw .leafTooLong(bytes.count) }
        return EncodedLeaf(bytes: bytes, openings: openings, bodyKey: body.map { _ in keys.bodyKey })
    }

    private func openings(with keys: DisclosureKeys) throws(LeafDraftProblem) -> [Opening] {
        var openings: [Opening] = []
        for name in LeafCatalogue.entry(of: type).committed {
            do {
                openings.append(
                    try Opening(name: name, value: committed[name] ?? .null, salt: keys.salt(for: name)))
            } catch {
                throw .notCanonical(name)
            }
        }
        if let long = openings.first(where: { $0.text.utf8.count > LeafLimits.openingBytesMax }) {
            throw .openingTooLong(long.name)
        }
        let total = openings.reduce(0) { $0 + $1.text.utf8.count }
        guard total <= LeafLimits.openingsBytesMax else { throw .openingsTooLong(total) }
        return openings
    }

    /// Everything in plain but `body`, `public` and `sd`.
    private func skeleton(with stamp: LeafStamp) throws(LeafDraftProblem) -> [String: JSONValue] {
        let members: [String: JSONValue] = [
            "v": 1,
            "id": .string(stamp.id.description),
            "time": .string(stamp.time.description),
            "type": .string(type.rawValue),
            "caller": .string(stamp.caller.description),
            "actor": JSONValue(stamp.actor?.description),
            "n": .int(stamp.number),
            "org": JSONValue(caller.organisation?.text),
            "role": JSONValue(caller.role?.text),
            "purpose": JSONValue(purpose?.text),
            "policy": JSONValue(policy),
            "rules": JSONValue(rulesDigest.map { Base64URL.encode($0) }),
        ]
        let long = members.keys.sorted().first { name in
            (members[name]?.string?.utf8.count ?? 0) > LeafLimits.stringBytesMax
        }
        if let long { throw .stringTooLong(long) }
        return members
    }

    private func publicDocument(with stamp: LeafStamp) throws(LeafDraftProblem) -> JSONValue {
        var members = publicMembers.mapValues(JSONValue.string)
        if let first = stamp.first {
            if let named = publicMembers["vkey"], named != first.verifierKey { throw .firstKeyDiffers }
            members["vkey"] = .string(first.verifierKey)
            members["previous"] = JSONValue(first.previousCheckpoint)
        }
        return .object(members)
    }
}
