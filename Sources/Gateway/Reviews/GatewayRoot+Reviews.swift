import AuditHTTP
import Conversations
import GatewayHTTP
import RuleFiles
import ServiceLifecycle
import Sodium

/// The review queue, as the root wires it.
struct Reviews: Sendable {
    let desk: ReviewDesk
    let keeping: ReviewKeeping
    let known: KnownAnswering
    let metrics = ReviewMetrics()
    let posting: EventPosting?

    /// Makes the parts; nothing runs yet.
    ///
    /// - Throws: when the file of events cannot be written, or the secret not be read.
    init(_ root: GatewayRoot, _ access: Access) throws {
        let configuration = root.configuration
        let file = try configuration.reviews?.events.map { try LineFile(path: $0.file) }
        let relay = EventRelay(ledger: root.ledger, file: file, logger: root.logger)
        let events = ReviewEvents(
            rota: configuration.duty?.rota, source: configuration.logHost, relay: relay)
        desk = ReviewDesk(
            recorder: access.desk,
            people: configuration.reviews.map {
                ReviewPeople(
                    reviewers: $0.reviewers, seniors: $0.seniors, optedOut: $0.optedOut,
                    exposuresPerDay: $0.exposuresPerDay)
            } ?? .everybody, events: events)
        keeping = ReviewKeeping(
            steps: try root.timedSteps(), events: events, metrics: metrics)
        known = KnownAnswering(gateway: root.summaries, steps: try root.timedSteps())
        guard let file, let terms = configuration.reviews?.events, let url = terms.url,
            let secret = terms.secret, let post = EventPost(url: url)
        else {
            posting = nil
            return
        }
        posting = EventPosting(
            posted: PostedLines(file: file, logger: root.logger, health: root.postingHealth),
            deadLetters: try LineFile(path: terms.file + ".dead-letters"), post: post,
            signature: try WebhookSignature(path: secret), attemptsMax: terms.attemptsMax,
            pauseMilliseconds: 1_000, clock: root.summaries.clock, logger: root.logger)
    }

    /// What runs while the gateway serves.
    var services: [any Service] { [keeping, known] + (posting.map { [$0] } ?? []) }
}

extension GatewayRoot {
    /// What `throughline doctor` says of the review queue.
    static func lookAtReviews(_ configuration: GatewayConfiguration) -> ExaminationFinding {
        func fault(_ message: String) -> ExaminationFinding {
            ExaminationFinding(
                part: "reviews", isFault: configuration.mode == .production, message: message)
        }
        guard let reviews = configuration.reviews else {
            return fault("nobody is named in reviews: every reviewer is senior, and pages go to the log only")
        }
        if let until = reviews.shadowUntil, SystemClock().now() < until {
            let tooFar = reviews.shadowProblem(at: SystemClock().now())
            return ExaminationFinding(
                part: "reviews", isFault: tooFar != nil,
                message: tooFar?.message
                    ?? "shadow mode until \(until): flags below severity 4 hold nobody in house")
        }
        if let secret = reviews.events?.secret {
            do { _ = try WebhookSignature(path: secret) } catch {
                return ExaminationFinding(part: "reviews", isFault: true, message: "\(error)")
            }
        }
        let people = Set((reviews.reviewers ?? []) + (reviews.seniors ?? []))
        if reviews.reviewers != nil, people.count < 2 {
            return fault("expected at least two people in reviews: some decisions take four eyes")
        }
        guard reviews.events?.url != nil else {
            return fault("reviews has no events with a url: nobody is paged when somebody is in danger")
        }
        return ExaminationFinding(
            part: "reviews", isFault: false,
            message: "events are posted, and \(people.count) people are named")
    }
}
