import AccessGrants
import AuditHTTP
import Conversations
import Foundation
import GatewayHTTP
import ServiceLifecycle
import Sodium

/// Who may see more for some minutes, as the root wires it.
struct Access: Sendable {
    let desk: AccessDesk
    let keeping: AccessKeeping
    let metrics: AccessMetrics
    private let posting: LinePosting?

    /// Makes the parts; nothing runs yet.
    ///
    /// - Throws: when the file of pages cannot be written.
    init(_ root: GatewayRoot) throws {
        let configuration = root.configuration
        let file = try configuration.duty.map { try LineFile(path: $0.pagesFile) }
        let pages = DutyPages(rota: configuration.duty?.rota, file: file, logger: root.logger)
        metrics = AccessMetrics()
        desk = AccessDesk(
            gateway: root.summaries, ledger: root.ledger, duty: configuration.duty,
            demandsDuty: configuration.mode == .production, pages: pages, metrics: metrics,
            logger: root.logger)
        keeping = AccessKeeping(
            steps: try root.timedSteps(), pages: pages, metrics: metrics)
        guard let file, let url = configuration.duty?.pagesURL, let post = ReportPost(url: url) else {
            posting = nil
            return
        }
        posting = LinePosting(
            posted: PostedLines(file: file, logger: root.logger, health: root.postingHealth), post: post,
            pauseMaxMilliseconds: 10_000, logger: root.logger)
    }

    /// What runs while the gateway serves.
    var services: [any Service] { [keeping] + (posting.map { [$0] } ?? []) }
}

extension GatewayRoot {
    /// What `throughline doctor` says of who is on duty.
    static func lookAtDuty(
        _ configuration: GatewayConfiguration, at now: Timestamp
    ) -> ExaminationFinding {
        guard let duty = configuration.duty else {
            let isFault = configuration.mode == .production
            return ExaminationFinding(
                part: "duty", isFault: isFault,
                message: isFault
                    ? "expected duty with a rota and pages, found none; nobody would hear of broken glass"
                    : "nobody is on duty: access pages go to the log only")
        }
        let owner = duty.rota.owner(at: now)
        let standsIn = duty.rota.delegate(at: now).map { ", \($0) stands in" } ?? ", nobody stands in"
        return ExaminationFinding(part: "duty", isFault: false, message: "\(owner) is on duty\(standsIn)")
    }
}
