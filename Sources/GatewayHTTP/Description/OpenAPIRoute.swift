import Conversations
import Hummingbird

/// `/openapi.json`: the description of this door, OpenAPI 3.1.
struct OpenAPIRoute: Sendable {
    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.openAPI) { _, _ in
            Response(contentType: "application/json", bytes: Array(OpenAPIDocument.json.text().utf8))
        }
    }
}
