import AuditTrail
import Briefing
import Hummingbird

/// `/audit/log/{tenant}/{year}/stamps` and `…/stamps/<size>.checkpoint|.tsr`: public like the checkpoints that they stamp.
struct StampRoutes: Sendable {
    private let log: any PublicLog

    init(_ log: any PublicLog) {
        self.log = log
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.stamps) { _, context in
            let (tenant, year) = try PublicLogRoutes.log(context)
            return try PublicLogRoutes.response(
                await log.stamps(tenant: tenant, year: year), contentType: "text/plain; charset=utf-8",
                cacheControl: "no-cache")
        }
        router.on(.stamp) { _, context in
            let (tenant, year) = try PublicLogRoutes.log(context)
            guard let file = context.parameters.get("stamp").flatMap(StampFile.init(name:)) else {
                throw DoorRefusal(Problem(.notFound))
            }
            // WHY: a stamp is never replaced, so every copy is as good as ours.
            return try PublicLogRoutes.response(
                await log.stamp(file, tenant: tenant, year: year), contentType: Self.contentType(file),
                cacheControl: "public, max-age=31536000, immutable")
        }
    }

    /// RFC 3161 section 3.4 for a token.
    private static func contentType(_ file: StampFile) -> String {
        switch file.content {
        case .checkpoint: "text/plain; charset=utf-8"
        case .token: "application/timestamp-reply"
        }
    }
}
