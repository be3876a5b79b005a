import Hummingbird

/// Every path that the door answers, as a template; what is not here is 404.
enum DoorRoute: String, CaseIterable {
    case summaries = "/v1/summaries"
    case explanation = "/v1/summaries/{id}/explanation"
    case timeline = "/v1/customers/{id}/timeline"
    case customerErasure = "/v1/customers/{id}/erasure"
    case legalHold = "/v1/customers/{id}/legal-hold"
    case customerReport = "/v1/customers/{id}/report"
    case checks = "/v1/checks"
    case accessRequests = "/v1/access-requests"
    case accessDecision = "/v1/access-requests/{id}/decision"
    case contactHandles = "/v1/contact-handles"
    case contactResolve = "/v1/contact-handles/resolve"
    case reviews = "/v1/reviews"
    case reviewReport = "/v1/reviews/report"
    case reviewClaim = "/v1/reviews/claim"
    case reviewStop = "/v1/reviews/stop"
    case missedFlags = "/v1/reviews/missed-flags"
    case reviewStep = "/v1/reviews/{id}/{step}"
    case live = "/health/live"
    case ready = "/health/ready"
    case metrics = "/metrics"
    case openAPI = "/openapi.json"
    case auditLeaves = "/v1/audit/leaves"
    case auditLeaf = "/v1/audit/leaves/{id}"
    case auditProof = "/v1/audit/leaves/{id}/proof"
    case auditBody = "/v1/audit/leaves/{id}/body"
    case auditExport = "/v1/audit/export"
    case checkpoint = "/audit/log/{tenant}/{year}/checkpoint"
    // WHY before `tile`: its template fits these paths too.
    case entries = "/audit/log/{tenant}/{year}/tile/entries/**"
    case tile = "/audit/log/{tenant}/{year}/tile/**"
    case stamps = "/audit/log/{tenant}/{year}/stamps"
    case stamp = "/audit/log/{tenant}/{year}/stamps/{stamp}"

    /// The method that it takes; `GET` brings `HEAD` with it, and a legal hold that is set with `PUT` ends with `DELETE`.
    var method: HTTPRequest.Method {
        switch self {
        case .summaries, .customerErasure, .checks, .accessRequests, .accessDecision, .contactHandles,
            .contactResolve, .reviewClaim, .reviewStop, .missedFlags, .reviewStep:
            .post
        case .legalHold: .put
        default: .get
        }
    }

    /// The value of the `Allow` header.
    var allow: String {
        if self == .accessRequests { return "GET, HEAD, OPTIONS, POST" }
        return switch method {
        case .get: "GET, HEAD, OPTIONS"
        case .put: "DELETE, OPTIONS, PUT"
        default: "OPTIONS, POST"
        }
    }

    /// Whether a path fits the template: `{x}` takes one segment, `**` takes one or more.
    func matches(_ path: String) -> Bool {
        let template = rawValue.split(separator: "/")
        let segments = path.split(separator: "/")
        let isOpenEnded = template.last == "**"
        let fixed = isOpenEnded ? template.dropLast() : template[...]
        guard isOpenEnded ? segments.count > fixed.count : segments.count == fixed.count else { return false }
        return zip(fixed, segments).allSatisfy { $0 == $1 || $0.first == "{" }
    }
}

extension RouterMethods {
    /// Adds a route of the list.
    func on(
        _ route: DoorRoute, use closure: @Sendable @escaping (Request, Context) async throws -> Response
    ) {
        on(RouterPath(route.rawValue), method: route.method, use: closure)
    }
}
