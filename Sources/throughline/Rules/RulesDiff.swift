import ArgumentParser
import Conversations
import FieldPolicy
import RuleFiles

struct RulesDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Compares two policies cell by cell, every bound beside the cells, and the other engines' files.",
        discussion: """
            Each line names a role, purpose and class, which way it goes, the first conditions under which it does, and the \
            decision before and after. Exit code 0 when nothing differs, 1 when something is widened or changed in a way \
            that cannot be ordered, 2 when it is only narrowed. Detectors, review flags and the other engines' rules are \
            compared file by file: what a change of them does cannot be ordered, `rules test` and `try` measure it. Of two \
            folders that hold a policy alone nothing else is compared.
              throughline rules diff redaction-rules proposed-rules --json
            """)

    @Argument(help: "The folder of the policy in force.")
    var before: String

    @Argument(help: "The folder of the policy that is proposed.")
    var after: String

    @ArgumentParser.Flag(help: "The second folder is laid over the first, as `--overlay` lays one.")
    var laidOver = false

    @ArgumentParser.Flag(help: "Print one JSON document.")
    var json = false

    /// Only narrowed: nothing to approve, and yet not the same.
    private static let narrowed = ExitCode(2)

    func run() throws {
        let old = try ComparedPolicy.folder(before)
        let new = try ComparedPolicy.folder(after, over: laidOver ? old : nil)
        let diff = PolicyDiff(
            from: try ComparedPolicy.compiled(old, before), to: try ComparedPolicy.compiled(new, after))
        let files = EngineFilesDiff(from: old, to: new)
        json ? Terminal.print(document(diff, files).text()) : show(diff, files)
        if diff.isEmpty, files.isEmpty { return }
        throw diff.widens || !files.isEmpty ? Exit.negativeFinding : Self.narrowed
    }

    private func show(_ diff: PolicyDiff, _ files: EngineFilesDiff) {
        for change in diff.changes {
            let who =
                "\(change.example.role)\(change.isExternal ? " (external)" : ""), \(change.example.purpose)"
            Terminal.print(
                "\(change.direction.rawValue): \(who): \(change.fieldClass), \(change.cellCount) cells")
            Terminal.print("    for example \(RulesText.question(change.example))")
            Terminal.print(
                "    before: \(change.before.treatment.text) by \(change.before.rule): \(change.before.because)"
            )
            Terminal.print(
                "    after:  \(change.after.treatment.text) by \(change.after.rule): \(change.after.because)")
        }
        for bound in diff.bounds {
            let values =
                "\(bound.before.isEmpty ? "not there" : bound.before) -> "
                + (bound.after.isEmpty ? "not there" : bound.after)
            Terminal.print("\(bound.direction.rawValue): \(bound.name): \(values)")
        }
        for line in files.lines { Terminal.print(line) }
        let counts = PolicyDiff.Direction.allCases.map { way in
            let count =
                diff.changes.filter { $0.direction == way }.count
                + diff.bounds.filter { $0.direction == way }.count
                + (way == .changed ? files.lines.count : 0)
            return "\(count) \(way.rawValue)"
        }
        let isSame = diff.isEmpty && files.isEmpty
        Terminal.print(isSame ? "same: nothing differs" : counts.joined(separator: ", "))
    }

    private func document(_ diff: PolicyDiff, _ files: EngineFilesDiff) -> JSONValue {
        [
            "same": .bool(diff.isEmpty && files.isEmpty), "widens": .bool(diff.widens),
            "files": files.document,
            "cells": .array(
                diff.changes.map { change in
                    [
                        "direction": .string(change.direction.rawValue),
                        "class": .string(change.fieldClass.path),
                        "example": RulesText.json(change.example), "external": .bool(change.isExternal),
                        "before": RulesText.json(change.before), "after": RulesText.json(change.after),
                        "cells": JSONValue(change.cellCount),
                    ]
                }),
            "bounds": .array(
                diff.bounds.map { bound in
                    [
                        "direction": .string(bound.direction.rawValue), "name": .string(bound.name),
                        "before": .string(bound.before), "after": .string(bound.after),
                    ]
                }),
        ]
    }
}
