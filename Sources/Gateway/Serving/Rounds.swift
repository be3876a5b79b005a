import ServiceLifecycle

/// Works in rounds until the gateway shuts down; each says how long to pause before the next.
func inRounds(_ round: @escaping @Sendable () async -> Duration) async {
    await inRounds(from: ()) { (_: inout Void) in await round() }
}

/// Works in rounds that hand on what they know.
func inRounds<State: Sendable>(
    from beginning: State, _ round: @escaping @Sendable (inout State) async -> Duration
) async {
    await cancelWhenGracefulShutdown {
        var state = beginning
        while !Task.isCancelled {
            let pause = await round(&state)
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }
}
