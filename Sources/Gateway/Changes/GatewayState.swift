import Conversations

/// What the log must tell of when it changes: configuration, mappings of sources, and rules; digests only.
struct GatewayState: Hashable, Sendable {
    /// SHA-256 of the configuration as read, 32 bytes; `nil` when none was ever recorded.
    var configuration: [UInt8]?
    /// SHA-256 of each source's mapping file, 32 bytes.
    var mappings: [SourceID: [UInt8]]
    /// SHA-256 of the rule folder, 32 bytes; `nil` when none was ever recorded.
    var rules: [UInt8]?

    /// Nothing is known: the log is new.
    static let unrecorded = GatewayState(configuration: nil, mappings: [:], rules: nil)

    /// What changed between the state that the log tells of and this one, in the order in which it is recorded.
    func changes(since recorded: GatewayState) -> [GatewayChange] {
        var changes: [GatewayChange] = []
        if let configuration, configuration != recorded.configuration {
            changes.append(
                .configuration(recorded.configuration == nil ? .added : .changed, digest: configuration))
        }
        for source in Set(mappings.keys).union(recorded.mappings.keys).sorted() {
            switch (recorded.mappings[source], mappings[source]) {
            case (nil, let mapping?): changes.append(.source(source, .added, mapping: mapping))
            case (_?, nil): changes.append(.source(source, .removed, mapping: nil))
            case (let old?, let new?) where old != new:
                changes.append(.source(source, .changed, mapping: new))
            default: break
            }
        }
        if let rules, rules != recorded.rules { changes.append(.policy) }
        return changes
    }
}

/// One change that gets a leaf of its own.
enum GatewayChange: Hashable, Sendable {
    /// What happened to a part.
    enum Action: String, Sendable {
        case added
        case changed
        case removed
    }

    /// The configuration is another one than the log tells of.
    case configuration(Action, digest: [UInt8])
    /// A source was added or removed, or reads by another mapping.
    case source(SourceID, Action, mapping: [UInt8]?)
    /// Other rules are in force than the log tells of.
    case policy
}
