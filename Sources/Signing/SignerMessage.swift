public import AuditTrail
public import Conversations

/// What the gateway asks of its signer.
public enum SignerQuestion: Hashable, Sendable {
    /// Signatures over checkpoints, all or none.
    case sign([CheckpointRequest])
    /// Takes note of what was committed.
    case confirm([Checkpoint])
    /// Is anybody there?
    case check

    /// The most checkpoints of one question.
    public static let checkpointsMax = 256
}

/// What the signer answers.
public enum SignerAnswer: Hashable, Sendable {
    /// Said once to whoever connects: the public key, and whether another client has the seat.
    case greeting(publicKey: [UInt8], isTaken: Bool)
    /// One signature of 64 bytes for each checkpoint, and what somebody should look at.
    case signatures([[UInt8]], alarms: [String])
    /// Heard.
    case done
    /// Not signed, and why.
    case refused(String)
}

/// A message that does not have the form.
public struct SignerMessageFault: Error, Hashable, Sendable {}

extension SignerQuestion {
    /// The canonical JSON of a frame.
    public var document: JSONValue {
        switch self {
        case .sign(let requests): ["v": 1, "do": "sign", "requests": .array(requests.map(\.document))]
        case .confirm(let checkpoints):
            ["v": 1, "do": "confirm", "checkpoints": .array(checkpoints.map(\.document))]
        case .check: ["v": 1, "do": "check"]
        }
    }

    /// Reads strictly: no other member, nothing missing, no more than the limit.
    public init(_ document: JSONValue) throws(SignerMessageFault) {
        guard let members = document.object, members["v"] == 1 else { throw SignerMessageFault() }
        switch (members["do"]?.string, members.keys.sorted()) {
        case ("sign", ["do", "requests", "v"]):
            self = .sign(try Self.list(members["requests"], CheckpointRequest.init(document:)))
        case ("confirm", ["checkpoints", "do", "v"]):
            self = .confirm(try Self.list(members["checkpoints"], Checkpoint.init(document:)))
        case ("check", ["do", "v"]): self = .check
        default: throw SignerMessageFault()
        }
    }

    private static func list<Item>(
        _ value: JSONValue?, _ read: (JSONValue) -> Item?
    ) throws(SignerMessageFault) -> [Item] {
        guard let values = value?.array, (1...checkpointsMax).contains(values.count) else {
            throw SignerMessageFault()
        }
        let items = values.compactMap(read)
        guard items.count == values.count else { throw SignerMessageFault() }
        return items
    }
}

extension SignerAnswer {
    /// The canonical JSON of a frame.
    public var document: JSONValue {
        switch self {
        case .greeting(let key, let isTaken):
            ["v": 1, "key": .string(Base64URL.encode(key)), "taken": .bool(isTaken)]
        case .signatures(let signatures, let alarms):
            [
                "v": 1, "signatures": .array(signatures.map { .string(Base64URL.encode($0)) }),
                "alarms": .array(alarms.map(JSONValue.string)),
            ]
        case .done: ["v": 1, "done": true]
        case .refused(let why): ["v": 1, "refused": .string(why)]
        }
    }

    /// Reads strictly.
    public init(_ document: JSONValue) throws(SignerMessageFault) {
        guard let members = document.object, members["v"] == 1 else { throw SignerMessageFault() }
        switch members.keys.sorted() {
        case ["key", "taken", "v"]:
            let key = members["key"]?.string.flatMap { Base64URL.decode($0) }
            guard let key, key.count == 32, let isTaken = members["taken"]?.bool else {
                throw SignerMessageFault()
            }
            self = .greeting(publicKey: key, isTaken: isTaken)
        case ["alarms", "signatures", "v"]:
            let signatures = members["signatures"]?.array?.compactMap { $0.string.flatMap(Base64URL.decode) }
            let alarms = members["alarms"]?.array?.compactMap(\.string)
            guard let signatures, let alarms, signatures.allSatisfy({ $0.count == 64 }) else {
                throw SignerMessageFault()
            }
            self = .signatures(signatures, alarms: alarms)
        case ["done", "v"]: self = .done
        case ["refused", "v"]:
            guard let why = members["refused"]?.string else { throw SignerMessageFault() }
            self = .refused(why)
        default: throw SignerMessageFault()
        }
    }
}

extension TreeHead {
    var document: JSONValue { ["size": JSONValue(size), "root": .string(root.base64)] }

    init?(document: JSONValue) {
        guard let members = document.object, members.keys.sorted() == ["root", "size"],
            let size = members["size"]?.int, size >= 0,
            let root = members["root"]?.string.flatMap(Base64.decode).flatMap({ TreeHash($0) })
        else { return nil }
        self.init(size: Int(size), root: root)
    }
}

extension Checkpoint {
    var document: JSONValue { ["log": .string(origin.text), "tree": TreeHead(self).document] }

    init?(document: JSONValue) {
        guard let members = document.object, members.keys.sorted() == ["log", "tree"],
            let origin = members["log"]?.string.flatMap({ LogOrigin($0) }),
            let tree = members["tree"].flatMap(TreeHead.init(document:))
        else { return nil }
        self.init(origin: origin, size: tree.size, root: tree.root)
    }
}

extension CheckpointRequest {
    var document: JSONValue {
        [
            "base": base.document, "checkpoint": checkpoint.document,
            "proof": .array(proof.map { .string($0.base64) }),
        ]
    }

    init?(document: JSONValue) {
        guard let members = document.object, members.keys.sorted() == ["base", "checkpoint", "proof"],
            let base = members["base"].flatMap(TreeHead.init(document:)),
            let checkpoint = members["checkpoint"].flatMap(Checkpoint.init(document:)),
            let rows = members["proof"]?.array, rows.count <= 64
        else { return nil }
        let proof = rows.compactMap { $0.string.flatMap(Base64.decode).flatMap { TreeHash($0) } }
        guard proof.count == rows.count else { return nil }
        self.init(base: base, checkpoint: checkpoint, proof: proof)
    }
}
