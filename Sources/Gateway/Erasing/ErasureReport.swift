import Conversations

/// What an erasure says of itself: what was destroyed, what has to be done elsewhere, what remains.
struct ErasureReport {
    let customer: CustomerID
    let scope: ErasureScope
    let at: Timestamp
    let backupKeepDays: Int?

    /// The most joint disclosures that are listed; all are counted.
    private static let jointMax = 1_000

    /// The leaves of joint disclosures, by id.
    var joint: JSONValue {
        .array(scope.joint.prefix(Self.jointMax).map { .string($0.description) })
    }

    /// The committed member `scope`: counts only, because it outlives the customer.
    var leafScope: JSONValue {
        [
            "action": "erasure", "leaves": JSONValue(scope.leafCount),
            "sealed_bodies": JSONValue(scope.sealedBodyCount), "cases": JSONValue(scope.caseCount),
            "links": JSONValue(scope.persons.count), "joint": JSONValue(scope.joint.count),
        ]
    }

    /// The body of the answer.
    var body: JSONValue {
        [
            "customer": .string(customer.description),
            "erased_at": .string(at.description),
            "destroyed": [
                "openings_of_leaves": JSONValue(scope.leafCount),
                "sealed_bodies": JSONValue(scope.sealedBodyCount), "cases": JSONValue(scope.caseCount),
                "links": JSONValue(scope.persons.count),
            ],
            // WHY: the stores are not ours to erase; whoever asked has to do it there, row by row.
            "profiles": .array(
                scope.persons.map { ["source": .string($0.source.text), "id": .string($0.id)] }),
            "joint_disclosures": joint,
            "joint_disclosure_count": JSONValue(scope.joint.count),
            "backups": Self.backups(keepDays: backupKeepDays, since: at),
            "remains": [
                "the leaves themselves, which name nobody, and every proof of them",
                "keyed marks of the profiles, so that their return is noticed",
                "what callers were sent, and the receipts that they hold",
                "the rows of the profiles in their own stores",
            ],
        ]
    }

    /// When no backup can bring the data back, as far as the gateway was told.
    static func backups(keepDays: Int?, since: Timestamp) -> JSONValue {
        guard let keepDays else {
            return ["unrecoverable_from": .null, "says": "unknown: backups.keep_days is not configured"]
        }
        let end = since.adding(milliseconds: Int64(keepDays) * 86_400_000)
        return [
            "unrecoverable_from": .string(end.description),
            "says": .string(
                "backups are kept for \(keepDays) days; until then a restored one is erased again at its start"
            ),
        ]
    }
}
