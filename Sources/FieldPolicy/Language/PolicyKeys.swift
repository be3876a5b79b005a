/// The keys that each part of a policy file may hold; the reader refuses every other one, and the schema that
/// editors use is held against this list.
package enum PolicyKeys {
    /// A file.
    package static let file = [
        "schema", "policy", "version", "default", "regions", "consents", "contact_types", "queues", "classes",
        "roles", "purposes", "fences", "organisations", "rules", "elevations", "break_glass", "invariants",
    ]
    /// A field class.
    package static let fieldClass = ["means", "ceiling", "because", "only", "low_risk"]
    /// A role.
    package static let role = [
        "means", "external", "automated", "flagged", "purposes", "scope", "customers_per_day",
        "customers_per_day_together",
    ]
    /// The record scope of a role or an organisation.
    package static let scope = ["assigned", "queues", "regions", "contact_types", "newest_days"]
    /// A purpose.
    package static let purpose = [
        "decision", "contact_types", "approval", "newest_days", "window_minutes", "needs",
    ]
    /// A fence.
    package static let fence = ["means", "pass", "because"]
    /// An organisation.
    package static let organisation = ["scope", "customers_per_day", "customers_per_day_together"]
    /// A rule.
    package static let rule = ["id", "roles", "purposes", "when", "treat", "because"]
    /// A rule's condition.
    package static let condition = ["regions", "consents"]
    /// An elevation.
    package static let elevation = [
        "id", "roles", "purposes", "treat", "minutes_max", "approvers", "delegates", "target_minutes",
        "preapproved", "because",
    ]
    /// How an elevation is approved beforehand.
    package static let preapproval = ["sample_percent"]
    /// A way to break glass.
    package static let breakGlass = [
        "id", "roles", "purposes", "treat", "minutes_max", "newest_lines", "review_hours", "because",
    ]
    /// An invariant.
    package static let invariant = ["id", "never", "never_together", "because"]
    /// What an invariant forbids in every cell.
    package static let never = ["roles", "purposes", "classes", "more_than"]
    /// What an invariant forbids side by side.
    package static let neverTogether = ["roles", "classes", "more_than", "across"]

    /// Every part by the name of its definition in the schema that editors use; the file itself is `""`.
    package static let parts: [(definition: String, keys: [String])] = [
        ("", file), ("class", fieldClass), ("role", role), ("scope", scope), ("purpose", purpose),
        ("fence", fence), ("organisation", organisation), ("rule", rule), ("condition", condition),
        ("elevation", elevation), ("preapproval", preapproval), ("break_glass", breakGlass),
        ("invariant", invariant), ("never", never), ("never_together", neverTogether),
    ]
}
