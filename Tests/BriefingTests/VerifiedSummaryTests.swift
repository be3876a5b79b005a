import AuditTrail
@testable import Briefing
import Conversations
import Sodium
import Testing

@Suite("A summary that is checked without the gateway")
struct VerifiedSummaryTests {
    private static let cells: [(RoleID, PrincipalID, OrganisationID)] = [
        ("agent", "agent-1", "larkfield"), ("vendor_agent", "vendor-1", "brightline"),
        ("automation", "agent-1", "larkfield"),
    ]

    private static let line = ["sections", "why_they_came", "0"]

    private func bench() throws -> (Bench, SampleHistory, SentSummary) {
        let bench = try Bench()
        let history = SampleHistory()
        return (
            bench, history,
            try SentSummary(bench.decide(history, role: "agent", purpose: "arrange_delivery"))
        )
    }

    private func isVendor(_ role: RoleID) -> Bool { role == "vendor_agent" }

    @Test("every line derives anew, for every role that gets one", arguments: cells.indices)
    func derives(cell: Int) throws {
        let (role, subject, organisation) = Self.cells[cell]
        let bench = try Bench()
        var history = SampleHistory()
        let sent = try SentSummary(
            bench.decide(
                history, role: role, purpose: "arrange_delivery", subject: subject, organisation: organisation
            ))
        if isVendor(role) { (history.assignee, history.team) = ("9", "vendor-delivery") }
        let verdict = bench.briefing.verify(
            SummaryEvidence(answer: sent.answer, openings: sent.openings, export: try bench.export(history)))
        #expect(verdict.faults == [])
        #expect(verdict.lineCount > 0 && verdict.derivedCount == verdict.lineCount)
    }

    @Test("an in-house receipt is enough; an outside one needs what the audit opens")
    func openings() throws {
        let (bench, history, sent) = try bench()
        let export = try bench.export(history)
        #expect(bench.briefing.verify(SummaryEvidence(answer: sent.answer, export: export)).isSound)
        let outside = try SentSummary(
            bench.decide(
                history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
                organisation: "brightline"))
        let verdict = bench.briefing.verify(SummaryEvidence(answer: outside.answer, export: export))
        #expect(verdict.faults.map(\.place) == ["openings"])
    }

    @Test("a changed byte of a line is named with its line and with the body")
    func changedByte() throws {
        let (bench, history, sent) = try bench()
        let answer = sent.altered(Self.line + ["text"]) { .string("x" + ($0.string ?? "").dropFirst()) }
        let verdict = bench.briefing.verify(
            SummaryEvidence(answer: answer, export: try bench.export(history)))
        #expect(verdict.faults.map(\.place) == ["body", "sections.why_they_came[0]"])
        #expect(verdict.faults.last?.message.hasPrefix("expected “x") == true)
    }

    @Test("a moved span, another author and another time are named with their line")
    func movedSpan() throws {
        let (bench, history, sent) = try bench()
        let export = try bench.export(history)
        let alterations: [([String], (JSONValue) -> JSONValue)] = [
            (["span", "start"], { .int(($0.int ?? 0) + 1) }),
            (["span", "end"], { _ in .int(100_000) }),
            (["author", "role"], { _ in "bot" }),
            (["at"], { _ in "2026-01-01T00:00:00.000Z" }),
            (["commitment"], { .string("A" + ($0.string ?? "").dropFirst()) }),
        ]
        for (path, change) in alterations {
            let answer = sent.altered(Self.line + path, change)
            let verdict = bench.briefing.verify(SummaryEvidence(answer: answer, export: export))
            #expect(verdict.faults.map(\.place).contains("sections.why_they_came[0]"), "\(path)")
        }
    }

    @Test("a mark that the rules would not set is found, and left aside when only lines are asked for")
    func section() throws {
        let (bench, history, sent) = try bench()
        let export = try bench.export(history)
        let answer = sent.altered(Self.line + ["marks"]) { _ in ["was"] }
        let strict = bench.briefing.verify(SummaryEvidence(answer: answer, export: export))
        #expect(strict.faults.contains { $0.message.hasPrefix("the rules choose") })
        let lines = bench.briefing.verify(
            SummaryEvidence(answer: answer, export: export, checksChoice: false))
        #expect(lines.faults.map(\.place) == ["body"])
    }

    @Test("a missing record, a changed record and text beside its record are named")
    func records() throws {
        let (bench, history, sent) = try bench()
        let missing = try bench.export(history) { $0.filter { $0["id"] != "m1" } }
        let changed = try bench.export(history) { rows in
            rows.map { row in
                guard row["id"] == "m1", var members = row.object else { return row }
                members["as_read"] = ["body": "something else"]
                return .object(members)
            }
        }
        let beside = try bench.export(history) { rows in
            rows.map { row in
                guard row["id"] == "m1", var members = row.object else { return row }
                members["text"] = "something else"
                return .object(members)
            }
        }
        let expected = [
            (missing, "is not in the export"), (changed, "its commitment differs"),
            (beside, "is no field of the record as read"),
        ]
        for (export, message) in expected {
            let verdict = bench.briefing.verify(SummaryEvidence(answer: sent.answer, export: export))
            #expect(verdict.faults.contains { $0.message.hasSuffix(message) }, "\(message)")
        }
    }

    @Test("other rules are named by both digests, and nothing else is claimed then")
    func otherRules() throws {
        var (bench, history, sent) = try bench()
        bench.fixRules()
        let verdict = bench.briefing.verify(
            SummaryEvidence(answer: sent.answer, export: try bench.export(history)))
        #expect(verdict.faults.map(\.place) == ["rules"])
        #expect(verdict.derivedCount == 0)
    }

    @Test("without the pseudonym key tokens are held against one another only")
    func withoutKey() throws {
        let (bench, history, _) = try bench()
        let sent = try SentSummary(
            bench.decide(
                history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
                organisation: "brightline"))
        var export = SampleHistory()
        (export.assignee, export.team) = ("9", "vendor-delivery")
        let other = Briefing(
            rulebook: bench.rulebook, digester: bench.digester,
            pseudonymiser: try SodiumPseudonymiser(
                key: try SecretBytes(copying: [UInt8](repeating: 9, count: 32))))
        func verdict(_ hasKey: Bool) throws -> SummaryVerdict {
            other.verify(
                SummaryEvidence(
                    answer: sent.answer, openings: sent.openings, export: try bench.export(export),
                    hasPseudonymKey: hasKey))
        }
        #expect(try verdict(false).faults == [])
        #expect(try verdict(false).notes.contains { $0.hasPrefix("no pseudonym key") })
    }

    @Test("a later record is left aside, and an answer without a receipt is no evidence")
    func laterRecords() throws {
        let (bench, history, sent) = try bench()
        let later = try bench.export(history) { rows in
            rows
                + rows.suffix(1).map { row in
                    var members = row.object ?? [:]
                    members["id"] = "m99"
                    members["at"] = "2027-01-01T00:00:00.000Z"
                    return .object(members)
                }
        }
        let verdict = bench.briefing.verify(SummaryEvidence(answer: sent.answer, export: later))
        #expect(verdict.isSound && verdict.notes == ["1 later records of the export are left aside"])
        let bare = bench.briefing.verify(
            SummaryEvidence(answer: ["outcome": "view", "body": [:]], export: try bench.export(history)))
        #expect(bare.faults.map(\.place) == ["receipt"])
    }

    @Test(
        "where the export holds more than was reached, each line is checked and the choice is said to be left out"
    )
    func moreThanReached() throws {
        let (bench, history, sent) = try bench()
        let more = try bench.export(history) { rows in
            rows.prefix(1).map { row in
                var members = row.object ?? [:]
                members["id"] = "m0"
                return .object(members)
            } + rows
        }
        let verdict = bench.briefing.verify(SummaryEvidence(answer: sent.answer, export: more))
        #expect(verdict.faults == [])
        #expect(
            verdict.notes.contains { $0.hasPrefix("the choice of lines was not checked: the caller reached") }
        )
        let exact = bench.briefing.verify(
            SummaryEvidence(answer: sent.answer, export: try bench.export(history)))
        #expect(exact.notes == [])
    }

    @Test("a file that is no export is refused with the member at fault")
    func malformed() throws {
        let (bench, history, _) = try bench()
        _ = bench
        var members =
            SourceExport(at: Bench.now, timeline: history.timeline, staff: []).json.object ?? [:]
        members["interactions"] = [["source": "tickets"]]
        #expect(throws: ExportProblem(member: "interactions[0].conversation", expected: "a string")) {
            try SourceExport(json: .object(members))
        }
        #expect(throws: ExportProblem(member: "schema", expected: "a string")) { try SourceExport(json: [:]) }
        var twice = members
        twice["conversations"] = .array(
            (twice["conversations"]?.array ?? []) + (twice["conversations"]?.array ?? []))
        #expect(throws: ExportProblem(member: "conversations", expected: "each conversation once")) {
            try SourceExport(json: .object(twice))
        }
    }
}
