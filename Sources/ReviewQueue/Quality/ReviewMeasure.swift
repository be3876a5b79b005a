public import Conversations

/// How a queue works, counted from the lives of its cases: load, clocks, outcomes, people, rules.
///
/// Shares are in tenths of a percent, times in seconds; `null` where nothing was counted.
public struct ReviewMeasure: Sendable {
    private let lives: [CaseLife]
    private let known: [KnownResult]
    private let isForOfficers: Bool
    private let now: Timestamp
    /// How many verdicts a rule needs before its share of false ones goes to its owner.
    public static let ruleVerdictsMin = 30

    /// Takes the cases and the present moment.
    ///
    /// For officers tests are no cases: no figure counts them but the one that they are for. For everybody else a test is a
    /// case like any other until its answer was told, or the difference would tell it.
    public init(_ lives: [CaseLife], at now: Timestamp, isForOfficers: Bool = true) {
        let results = lives.flatMap(\.knownResults)
        known = isForOfficers ? results : results.filter { $0.toldAt <= now }
        let told = Set(known.map(\.token))
        self.lives = lives.filter { life in
            life.opened.test == nil || (!isForOfficers && !told.contains(life.opened.token))
        }
        self.isForOfficers = isForOfficers
        self.now = now
    }

    /// Everything counted, as one document.
    public var document: JSONValue {
        let open = lives.filter(\.isOpen)
        let ages = open.map { max(0, now.milliseconds - $0.opened.openedAt.milliseconds) }.sorted()
        let outcomes = lives.compactMap(\.outcome)
        return [
            "at": .string(now.description),
            "cases": [
                "all": JSONValue(lives.count), "open": JSONValue(open.count),
                "decided": JSONValue(outcomes.count),
                "escalated": JSONValue(lives.count(where: \.isEscalated)),
                "breached_now": JSONValue(open.count { $0.isBreached(at: now) }),
                "late_decisions": JSONValue(lives.count(where: isLate)),
                "contested": JSONValue(lives.count { $0.contestedIn != nil }),
                "shadow": JSONValue(lives.count { $0.opened.start.origin == .shadow }),
            ],
            "age_seconds": [
                "median": Self.quantile(ages, 50), "p95": Self.quantile(ages, 95),
                "oldest": Self.quantile(ages, 100),
            ],
            "outcomes": counts(outcomes.map(\.decision.verdict.name)),
            "categories": categories, "reviewers": reviewers(outcomes), "second_eyes": secondEyes,
            "rules": rules(outcomes), "missed_flags": missedFlags, "known_answers": knownAnswers,
        ]
    }

    /// How often people were right about cases whose answer is known; who was, is for officers.
    private var knownAnswers: JSONValue {
        let measure = KnownMeasure(known)
        var members: [String: JSONValue] = ["categories": measure.categories]
        if isForOfficers { members["reviewers"] = measure.reviewers }
        return .object(members)
    }

    private func isLate(_ life: CaseLife) -> Bool {
        life.outcome.map { $0.at > life.opened.start.decideBy } ?? false
    }

    private func counts(_ names: [String]) -> JSONValue {
        .object(Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).mapValues { JSONValue($0) })
    }

    private var categories: JSONValue {
        let names = lives.flatMap { life in life.opened.concerns.map { $0.category?.text ?? "not_assessed" } }
        return .array(
            Set(names).sorted().map { name in
                let of = lives.filter { life in
                    life.opened.concerns.contains { ($0.category?.text ?? "not_assessed") == name }
                }
                let waits = of.compactMap { life in
                    life.outcome.map { max(0, $0.at.milliseconds - life.opened.openedAt.milliseconds) }
                }.sorted()
                return [
                    "category": .string(name), "cases": JSONValue(of.count),
                    "outcomes": counts(of.compactMap { $0.outcome?.decision.verdict.name }),
                    "wait_seconds_median": Self.quantile(waits, 50),
                    "wait_seconds_p95": Self.quantile(waits, 95),
                ]
            })
    }

    // MARK: - People

    /// One line a reviewer; a decision without a look at anything but the first view, in seconds, again and again, is a
    /// stamp and no review.
    private func reviewers(_ outcomes: [CaseOutcome]) -> JSONValue {
        let people = Set(outcomes.map(\.by.subject)).sorted()
        return .array(
            people.map { person in
                let own = outcomes.filter { $0.by.subject == person }
                let times = own.map(\.afterMilliseconds).sorted()
                let releases = own.count { isRelease($0.decision.verdict) }
                let unopened = own.count { $0.widenedCount == 0 }
                let quick = times.count { $0 < 30_000 }
                let isStamp =
                    own.count >= 20 && unopened * 10 >= own.count * 9
                    && (quick * 2 >= own.count || releases == own.count)
                return [
                    "reviewer": .string(person.text), "decisions": JSONValue(own.count),
                    "seconds_median": Self.quantile(times, 50),
                    "without_opening_source_permille": Self.permille(unopened, of: own.count),
                    "released_permille": Self.permille(releases, of: own.count),
                    "agreed_with_rules_permille": agreed(own),
                    "rubber_stamp_signal": .bool(isStamp),
                    "severity_4_in_a_day": JSONValue(grave(person)),
                ]
            })
    }

    private func isRelease(_ verdict: CaseVerdict) -> Bool {
        switch verdict {
        case .release, .releaseEdited, .releaseCrisis: true
        case .withhold, .dismiss: false
        }
    }

    private func agreed(_ own: [CaseOutcome]) -> JSONValue {
        let verdicts = own.flatMap { $0.decision.rules.values }
        return Self.permille(verdicts.count { $0 }, of: verdicts.count)
    }

    /// How many cases of severity 4 somebody decided in the day before.
    private func grave(_ person: PrincipalID) -> Int {
        lives.count { life in
            guard let outcome = life.outcome, life.opened.severity >= 4 else { return false }
            return outcome.by.subject == person && now.milliseconds - outcome.at.milliseconds < 86_400_000
        }
    }

    /// How decisions went that a second person had to agree with.
    private var secondEyes: JSONValue {
        let agreed = lives.count { $0.outcome?.confirmedBy != nil }
        let disagreed = lives.count { life in
            life.excluded.contains { !life.opened.start.excluded.contains($0) }
        }
        return [
            "agreed": JSONValue(agreed), "disagreed": JSONValue(disagreed),
            "waiting": JSONValue(lives.count { if case .proposed = $0.stage { true } else { false } }),
            "agreed_permille": Self.permille(agreed, of: agreed + disagreed),
        ]
    }

    // MARK: - Rules

    private func rules(_ outcomes: [CaseOutcome]) -> JSONValue {
        let names = Set(outcomes.flatMap { $0.decision.rules.keys }).sorted()
        return .array(
            names.map { rule in
                let verdicts = outcomes.compactMap { $0.decision.rules[rule] }
                let wrong = Proportion(hits: verdicts.count { !$0 }, total: verdicts.count)
                return [
                    "rule": .string(rule.text), "verdicts": JSONValue(wrong.total),
                    "false": JSONValue(wrong.hits),
                    "false_permille": Self.permille(wrong.hits, of: wrong.total),
                    "false_permille_at_least": JSONValue(Int(wrong.lower() * 1_000)),
                    "for_its_owner": .bool(
                        wrong.total >= Self.ruleVerdictsMin && wrong.hits * 10 > wrong.total * 7),
                ]
            })
    }

    /// The register of flags that no rule raised, as people reported them.
    private var missedFlags: JSONValue {
        let reported = lives.filter { $0.opened.start.origin == .missedFlag }
        return .array(
            reported.map { life in
                [
                    "case": .string(life.opened.token.text), "at": .string(life.opened.openedAt.description),
                    "categories": .array(
                        life.opened.concerns.compactMap(\.category).map { .string($0.text) }),
                    "severity": JSONValue(life.opened.severity), "state": .string(life.word(at: now)),
                ]
            })
    }

    static func permille(_ part: Int, of whole: Int) -> JSONValue {
        whole == 0 ? .null : JSONValue((part * 1_000 + whole / 2) / whole)
    }

    /// The nearest-rank quantile of milliseconds, in seconds.
    static func quantile(_ sorted: [Int64], _ percent: Int) -> JSONValue {
        guard !sorted.isEmpty else { return .null }
        return .int(sorted[max(1, (sorted.count * percent + 99) / 100) - 1] / 1_000)
    }
}
