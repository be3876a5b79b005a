import AuditTrail
import Briefing
import Conversations
import Hummingbird

/// `/audit/log/{tenant}/{year}/checkpoint` and `…/tile/…`: public, read-only, cacheable.
///
/// Entry bundles (`tile/entries/…`) are no tile here: `AuditRoutes` gives them to those who may read them.
struct PublicLogRoutes: Sendable {
    private let log: any PublicLog

    init(_ log: any PublicLog) {
        self.log = log
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.checkpoint) { _, context in
            let (tenant, year) = try Self.log(context)
            return try Self.response(
                await log.checkpoint(tenant: tenant, year: year), contentType: "text/plain; charset=utf-8",
                cacheControl: "no-cache")
        }
        router.on(.tile) { request, context in
            let (tenant, year) = try Self.log(context)
            let path = request.uri.path.split(separator: "/", maxSplits: 4).last.map(String.init) ?? ""
            guard let tile = Tile(path: path), tile.content != .entries else {
                throw DoorRefusal(Problem(.notFound))
            }
            // WHY: a tile of a given width never changes, so every copy is as good as ours.
            return try Self.response(
                await log.tile(tile, tenant: tenant, year: year), contentType: "application/octet-stream",
                cacheControl: "public, max-age=31536000, immutable")
        }
    }

    /// The log that a path names; a tenant is spelled without escapes.
    static func log(_ context: GatewayContext) throws -> (TenantID, Int) {
        guard let name = context.parameters.get("tenant"), name.utf8.allSatisfy(isPlain),
            let tenant = try? TenantID(name), let digits = context.parameters.get("year"),
            digits.utf8.count == 4, let year = Int(digits), (1970...9999).contains(year)
        else { throw DoorRefusal(Problem(.notFound)) }
        return (tenant, year)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    static func response(
        _ reading: PublicLogReading, contentType: String, cacheControl: String
    ) throws -> Response {
        switch reading {
        case .found(let bytes):
            return Response(contentType: contentType, cacheControl: cacheControl, bytes: bytes)
        case .absent: throw DoorRefusal(Problem(.notFound))
        case .unavailable: throw DoorRefusal(Problem(.unavailable), cause: "log")
        }
    }
}
