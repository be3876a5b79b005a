public import Conversations

extension VerificationReport {
    /// The report for programs; times are the gateway's claims.
    public var document: JSONValue {
        [
            "sound": .bool(isSound),
            "origin": JSONValue(checkpoint?.origin.text),
            "size": checkpoint.map { JSONValue($0.size) } ?? .null,
            "root": JSONValue(checkpoint?.root.base64),
            "continues": previous.map { JSONValue($0.text) } ?? .null,
            "chained": .bool(isChained),
            "leaves_read": JSONValue(leavesRead),
            "hashes_read": JSONValue(hashesRead),
            "files_listed": .bool(areFilesListed),
            "first_time": JSONValue(firstTime?.description),
            "last_time": JSONValue(lastTime?.description),
            "callers": .array(
                callers.map {
                    [
                        "caller": .string($0.caller.description), "first": .int($0.first),
                        "last": .int($0.last),
                    ]
                }),
            "types": .array(types.map { ["type": .string($0.type.rawValue), "count": JSONValue($0.count)] }),
            "keys": .array(
                namedKeys.map {
                    [
                        "vkey": .string($0.key.description), "from_leaf": JSONValue($0.namedAt),
                        "until_leaf": $0.endedAt.map { JSONValue($0) } ?? .null,
                        "revoked": .bool($0.isRevoked),
                    ]
                }),
            "cosignatures": cosigning?.document ?? .null,
            "unknown_signatures": JSONValue(unknownSignatureCount),
            "time_stamps": stamps.document,
            "problems": .array(
                problems.map {
                    [
                        "file": .string($0.file), "leaf": $0.leaf.map { JSONValue($0) } ?? .null,
                        "what": .string($0.reason.text),
                    ]
                }),
        ]
    }
}

extension VerificationReport.Cosigning {
    fileprivate var document: JSONValue {
        [
            "quorum_met": .bool(isQuorumMet),
            "witnesses": .array(
                rows.map {
                    [
                        "name": .string($0.witness.description), "key": .string($0.key),
                        "time": JSONValue($0.time?.description),
                    ]
                }),
        ]
    }
}

extension VerificationReport.Stamps {
    fileprivate var document: JSONValue {
        [
            "count": JSONValue(count), "verified": JSONValue(verifiedCount),
            "first": JSONValue(firstTime?.description), "last": JSONValue(lastTime?.description),
            "bounded_leaves": JSONValue(boundedSize),
        ]
    }
}
