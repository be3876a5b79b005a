import AuditTrail
import Conversations

/// A customer's traces: erasure, legal hold, and the report of who saw what.
extension OpenAPISchemas {
    static var customers: [String: JSONValue] {
        [
            "Erasure": erasure, "RepeatedErasure": repeated, "Backups": backups,
            "ErasureAnswer": proven(
                ["erased"], Schema.oneOf(Schema.named("Erasure"), Schema.named("RepeatedErasure"))),
            "LegalHoldAnswer": proven(
                ["legal_hold_set", "legal_hold_released"],
                Schema.object(["customer": Schema.id, "legal_hold": Schema.truth])),
            "SubjectReport": report, "SubjectReportEntry": entry,
            "SubjectReportAnswer": proven(["report"], Schema.named("SubjectReport")),
        ]
    }

    /// An answer with a proof bundle of its leaf.
    private static func proven(_ outcomes: [String], _ body: JSONValue) -> JSONValue {
        answer(
            Schema.word(outcomes), body,
            more: ["proof": Schema.described(Schema.text, "A proof of the receipt's leaf (C2SP tlog-proof).")]
        )
    }

    private static var erasure: JSONValue {
        Schema.object([
            "customer": Schema.id, "erased_at": Schema.time,
            "destroyed": Schema.object([
                "openings_of_leaves": Schema.count, "sealed_bodies": Schema.count, "cases": Schema.count,
                "links": Schema.count,
            ]), "profiles": Schema.list(of: Schema.row),
            "joint_disclosures": Schema.list(of: Schema.id, atMost: 1_000),
            "joint_disclosure_count": Schema.count, "backups": Schema.named("Backups"),
            "remains": Schema.list(of: Schema.text),
        ])
    }

    private static var repeated: JSONValue {
        Schema.object(
            [
                "customer": Schema.id, "already_erased": Schema.always(true), "erased_at": Schema.time,
                "leaf": Schema.nullable(Schema.id), "seen_again_at": Schema.list(of: Schema.time),
                "backups": Schema.named("Backups"),
            ], "What a repeated request is told; one that a fault left half way is finished first.")
    }

    private static var backups: JSONValue {
        Schema.object(["unrecoverable_from": Schema.nullable(Schema.time), "says": Schema.text])
    }

    private static var report: JSONValue {
        Schema.object([
            "customer": Schema.id, "profiles": Schema.list(of: Schema.row), "legal_hold": Schema.truth,
            "erased_at": Schema.nullable(Schema.time),
            "entries": Schema.list(of: Schema.named("SubjectReportEntry"), atMost: 1_000),
            "next": Schema.nullable(Schema.pattern("^[0-9]{4}[.][0-9]+$")),
            "cannot_be_told": Schema.list(of: Schema.text),
        ])
    }

    private static var entry: JSONValue {
        func classes(_ name: String, _ value: JSONValue) -> JSONValue {
            Schema.nullable(
                Schema.list(of: Schema.object(["class": Schema.fieldClass].merging([name: value]) { $1 })))
        }
        return Schema.object(
            ["leaf": Schema.id, "told": Schema.truth],
            optional: [
                "index": Schema.count, "year": Schema.number(1970...9999), "at": Schema.time,
                "what": Schema.text, "type": Schema.word(of: LeafType.self), "organisation": optionalText,
                "role": optionalText, "purpose": optionalText, "policy": optionalText,
                "by_machine": Schema.truth, "shown": classes("treatment", Schema.treatment),
                "withheld": classes("count", Schema.roughly),
                "scope": ["type": ["object", "null"]], "staff": optionalText,
            ], "Never a value; what an erasure destroyed is not told.")
    }
}
