import AuditTrail
import Conversations

extension VerificationReport {
    /// The report for people; times are the gateway's claims unless a stamp is named.
    func lines(areStampsChecked: Bool) -> [String] {
        var lines: [String] = []
        if let checkpoint {
            lines.append("log:    \(checkpoint.origin)")
            lines.append(
                "leaves: \(areLeavesRead ? leavesRead : hashesRead) of \(checkpoint.size), root \(hex(checkpoint.root.bytes))"
            )
            if !areLeavesRead, leavesRead == 0 {
                lines.append(
                    "        not read: the entry bundles are missing or need authorisation; the tree was rebuilt from hashes"
                )
            }
        }
        if let firstTime, let lastTime {
            lines.append("from:   \(firstTime) to \(lastTime), as the gateway claims")
        }
        lines += stamps.lines(areChecked: areStampsChecked)
        if let previous {
            let how =
                isChained ? "held against it" : "not held against it; give that log first, or --previous"
            lines.append("after:  \(previous.origin) of \(previous.size) leaves, \(how)")
        }
        if namedKeys.count > 1 { lines += namedKeys.map(\.line) }
        lines += cosigning?.lines ?? []
        if unknownSignatureCount > 0 {
            lines.append(
                "        \(unknownSignatureCount) signature lines by keys that are not known here, not counted"
                    + (cosigning == nil ? "; --witness-policy says whose cosignatures count" : ""))
        }
        lines += types.map { "        \($0.count) × \($0.type.rawValue)" }
        lines += problems.map { "broken: \($0)" }
        return lines + [verdict]
    }

    private var verdict: String {
        guard isSound else {
            return "NOT OK: \(problems.count) \(problems.count == 1 ? "problem" : "problems")"
        }
        return areLeavesRead
            ? "ok: every leaf, tile and signature fits"
            : "ok: every tile and signature fits, as far as the log is public; leaves were not read"
    }
}

extension VerificationReport.Stamps {
    fileprivate func lines(areChecked: Bool) -> [String] {
        guard count > 0 else { return ["time:   no time stamps: nothing but the gateway's claim"] }
        guard areChecked else {
            return ["time:   \(count) time stamps, tokens not checked; --tsa-ca says whom to believe"]
        }
        guard let firstTime, let lastTime else { return ["time:   \(count) time stamps, none believed"] }
        return [
            "time:   \(verifiedCount) of \(count) time stamps hold, from \(firstTime) to \(lastTime)",
            "        leaves below \(boundedSize) were there by the stamp over them; those behind a time_stamp leaf came after it",
        ]
    }
}

extension VerificationReport.Cosigning {
    /// Each witness and the quorum, for people.
    var lines: [String] {
        rows.map { row in
            "        \(row.witness) (\(row.key)): "
                + (row.time.map { "cosigned at \($0)" } ?? "no cosignature")
        } + [isQuorumMet ? "quorum: met" : "quorum: NOT met"]
    }
}

extension KeyHistory.NamedKey {
    fileprivate var line: String {
        let end = endedAt.map { isRevoked ? ", revoked at leaf \($0)" : ", retired at leaf \($0)" }
        return "key:    \(key) from leaf \(namedAt)\(end ?? "")"
    }
}
