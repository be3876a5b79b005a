import Conversations

/// What one leaf is in the words of OCSF; an event without its attestation.
struct OCSFMapping {
    let row: LeafRow
    let version: String
    let digester: any Digester

    private var leaf: Leaf { row.leaf }

    var event: [String: JSONValue] {
        let activity = Self.activity(of: leaf.type)
        let status = Self.status(of: leaf.type)
        var event: [String: JSONValue] = [
            "activity_id": JSONValue(activity.id), "activity_name": .string(activity.name),
            "category_uid": 6, "category_name": "Application Activity",
            "class_uid": 6003, "class_name": "API Activity",
            "type_uid": JSONValue(6003 * 100 + activity.id),
            "type_name": .string("API Activity: \(activity.name)"),
            "severity_id": JSONValue(Self.severity(of: leaf.type).id),
            "severity": .string(Self.severity(of: leaf.type).name),
            "status_id": JSONValue(status.id), "status": .string(status.name),
            "time": .int(leaf.time.milliseconds),
            "message": .string("\(leaf.type.rawValue) in \(row.log)"),
            "metadata": metadata, "actor": actor, "api": api, "src_endpoint": source,
            "raw_data": .string(String(decoding: leaf.bytes, as: UTF8.self)),
            "raw_data_hash": OCSFEvents.fingerprint(of: leaf.bytes, isCanonical: false, digester),
            "raw_data_size": JSONValue(leaf.bytes.count), "unmapped": unmapped,
        ]
        if let customer = row.customer {
            event["resources"] = [["type": "customer", "uid": .string(customer.description)]]
        }
        return event
    }

    private var metadata: JSONValue {
        [
            "version": .string(OCSFEvents.schemaVersion), "profiles": ["record_integrity"],
            "product": [
                "name": "Throughline", "vendor_name": "Throughline", "version": .string(version),
            ],
            "uid": .string(leaf.id.description), "event_code": .string(leaf.type.rawValue),
            "log_name": .string(row.log), "log_provider": "throughline", "sequence": JSONValue(row.index),
            "original_time": .string(leaf.time.description),
        ]
    }

    /// The opaque id stands for the person; who that is, only the ledger knows.
    private var actor: JSONValue {
        var user: [String: JSONValue] = [
            "uid": .string(leaf.caller.description),
            "type_id": leaf.role == nil ? 3 : 1, "type": leaf.role == nil ? "System" : "User",
        ]
        user["org"] = leaf.organisation.map { ["name": .string($0), "uid": .string($0)] }
        user["groups"] = leaf.role.map { [["name": .string($0), "type": "role"]] }
        var actor: [String: JSONValue] = ["user": .object(user)]
        actor["app_uid"] = leaf.actor.map { .string($0.description) }
        return .object(actor)
    }

    private var api: JSONValue {
        var request: [String: JSONValue] = ["uid": .string(leaf.id.description)]
        if let trace = row.members["trace"]?.string { request["uid"] = .string(trace) }
        return [
            "operation": .string(leaf.type.rawValue), "version": "v1", "request": .object(request),
            "service": ["name": "throughline"],
        ]
    }

    /// WHY no address: the log holds none; an endpoint may be named by any id.
    private var source: JSONValue {
        ["uid": .string(leaf.caller.description), "name": .string(leaf.organisation ?? "throughline")]
    }

    private var unmapped: JSONValue {
        var members: [String: JSONValue] = [
            "leaf_hash": .string(row.leafHash(digester)), "caller_number": .int(leaf.number),
            "purpose": JSONValue(leaf.purpose), "policy": JSONValue(leaf.policy),
            "openings_state": .string(row.openings.word),
        ]
        if case .opened = row.openings { members["members"] = .object(row.members) }
        return .object(members)
    }
}

extension OCSFMapping {
    /// A number of the schema and what it is called.
    struct Word {
        let id: Int
        let name: String
    }

    static func activity(of type: LeafType) -> Word {
        switch type {
        case .accessRequest, .breakGlassStart: Word(id: 1, name: "Create")
        case .disclosure, .refusal, .hold, .check, .grantUse, .auditRead: Word(id: 2, name: "Read")
        case .reviewDecision, .accessDecision, .grantExpiry, .breakGlassEnd, .policy, .key, .source,
            .configuration:
            Word(id: 3, name: "Update")
        case .erasure: Word(id: 4, name: "Delete")
        default: Word(id: 99, name: "Other")
        }
    }

    static func status(of type: LeafType) -> Word {
        switch type {
        case .refusal: Word(id: 2, name: "Failure")
        case .hold: Word(id: 99, name: "Held")
        default: Word(id: 1, name: "Success")
        }
    }

    static func severity(of type: LeafType) -> Word {
        switch type {
        case .breakGlassStart, .breakGlassEnd: Word(id: 3, name: "Medium")
        case .refusal, .hold: Word(id: 2, name: "Low")
        default: Word(id: 1, name: "Informational")
        }
    }
}
