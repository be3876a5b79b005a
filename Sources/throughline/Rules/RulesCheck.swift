import ArgumentParser
import Briefing
import Conversations
import FieldPolicy
import PhoneNumbering
import RuleFiles
import Sodium

struct RulesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says everything that is wrong with the rule files, and what each role can come to see.",
        discussion: """
            A fault keeps the rules from loading: unknown keys and names, rules that decide no cell, rules without a case, \
            failing cases, broken invariants. A remark does not: unused classes, purposes of nobody, rules that cannot be \
            ordered, classes shown beyond a purpose's needs, detectors of classes and review files of categories that \
            nothing else knows, files that no engine reads. Cases of the other engines run by `rules test`. Exit code 1 for either. A folder that holds nothing but \
            policy/ is checked as a policy.
            """)

    @OptionGroup var rules: RulesOption

    @ArgumentParser.Flag(
        inversion: .prefixedNo, help: "Print what each role can see over all its purposes.")
    var unions = true

    @ArgumentParser.Flag(help: "Print one JSON document.")
    var json = false

    func run() throws {
        let folder = try rules.folder()
        let check = PolicyCheck(folder: folder)
        var faults = check.faults
        let isPolicyOnly = folder.files.allSatisfy { $0.path.hasPrefix("policy/") }
        if faults.isEmpty, !isPolicyOnly {
            do {
                _ = try Rulebook(
                    folder: folder, digester: SodiumDigester(), phoneNumbers: LibraryPhoneNumbers())
            } catch {
                faults = error.problems
            }
        }
        let remarks =
            check.remarks
            + (check.policy.map { isPolicyOnly ? [] : NamesCheck(folder, under: $0).remarks } ?? [])
        json ? Terminal.print(document(check, faults, remarks).text()) : show(check, faults, remarks)
        if !json, isPolicyOnly {
            Terminal.print("note: the folder holds a policy only; nothing else was checked")
        }
        guard faults.isEmpty, remarks.isEmpty else { throw Exit.negativeFinding }
        if !json { Terminal.print("ok: \(folder.files.count) files, no finding") }
    }

    private func show(
        _ check: PolicyCheck, _ faults: [RuleFileProblem], _ remarks: [RuleFileProblem]
    ) {
        if unions {
            for union in check.unions {
                Terminal.print(
                    "\(union.role) sees over all its purposes:\(union.lines.isEmpty ? " nothing" : "")")
                for line in union.lines {
                    let parts = line.treatments.map { part in
                        "\(part.treatment.text) for \(part.purposes.map(\.text).joined(separator: ", "))"
                    }
                    Terminal.print("    \(line.fieldClass): \(parts.joined(separator: "; "))")
                }
            }
        }
        for remark in remarks { Terminal.print("remark: \(remark)") }
        for fault in faults { Terminal.print("fault: \(fault)") }
    }

    private func document(
        _ check: PolicyCheck, _ faults: [RuleFileProblem], _ remarks: [RuleFileProblem]
    ) -> JSONValue {
        [
            "faults": .array(faults.map(RulesText.problem)),
            "remarks": .array(remarks.map(RulesText.problem)),
            "unions": .array(
                check.unions.map { union in
                    [
                        "role": .string(union.role.text),
                        "classes": .array(
                            union.lines.map { line in
                                [
                                    "class": .string(line.fieldClass.path),
                                    "treatments": .array(
                                        line.treatments.map { part in
                                            [
                                                "treatment": .string(part.treatment.text),
                                                "purposes": .array(part.purposes.map { .string($0.text) }),
                                            ]
                                        }),
                                ]
                            }),
                    ]
                }),
        ]
    }
}
