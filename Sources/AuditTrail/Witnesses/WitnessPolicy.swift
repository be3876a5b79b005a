public import Conversations

/// Whose cosignatures an auditor wants to see before a checkpoint counts (C2SP tlog-policy).
///
/// Logs and witnesses go by their keys; the names are those of the file alone. Reading refuses whatever the
/// format does not allow, with the line.
public struct WitnessPolicy: Hashable, Sendable {
    /// A name of the file, for a witness or a group: octets, never compared as text.
    public struct Name: Hashable, Sendable, CustomStringConvertible {
        /// The octets as they stand in the file.
        public let bytes: [UInt8]

        /// The name as text, with replacement characters where it is none.
        public var description: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// A log whose checkpoints count.
    public struct Log: Hashable, Sendable {
        /// Its key; the key's name is the log's origin.
        public let key: VerifierKey
        /// Where it is published, if the file says so.
        public let url: String?
    }

    /// Somebody who cosigns.
    public struct Witness: Hashable, Sendable {
        /// Its name in the file.
        public let name: Name
        /// Its key.
        public let key: WitnessKey
        /// Its submission prefix, if the file says so.
        public let url: String?
    }

    /// Members of which some number must have witnessed.
    public struct Group: Hashable, Sendable {
        /// Its name in the file.
        public let name: Name
        /// How many members it takes, 1 to all.
        public let threshold: Int
        /// Witnesses or groups that stand further up in the file.
        public let members: [Name]
    }

    /// The longest policy, in bytes.
    public static let bytesMax = 262_144
    /// The most logs, witnesses and groups, each.
    public static let countMax = 256

    /// The logs, in the order of the file; none when the log is known from elsewhere.
    public let logs: [Log]
    /// The witnesses, in the order of the file.
    public let witnesses: [Witness]
    /// The groups, in the order of the file: members stand before them.
    public let groups: [Group]
    /// The witness or group that must have witnessed, `nil` for `quorum none`.
    public let quorum: Name?

    /// Reads a policy.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - digester: the hashes to use.
    /// - Throws: ``WitnessPolicyFault`` with the line, what was expected and what was found.
    public init(parsing bytes: [UInt8], digester: some Digester) throws(WitnessPolicyFault) {
        var reader = WitnessPolicyReader()
        try reader.read(bytes, digester: digester)
        guard let quorum = reader.quorum else {
            throw WitnessPolicyFault(line: reader.lineCount, message: "expected one quorum line, found none")
        }
        logs = reader.logs
        witnesses = reader.witnesses
        groups = reader.groups
        self.quorum = quorum.name
    }

    /// Whether some witnesses are enough.
    ///
    /// - Parameter names: the witnesses that cosigned.
    /// - Returns: true at once for `quorum none`.
    public func isMet(by names: Set<Name>) -> Bool {
        guard let quorum else { return true }
        var witnessed = names.intersection(witnesses.map(\.name))
        // INVARIANT: members stand before their group, so one pass over the groups settles all.
        for group in groups where group.members.count(where: witnessed.contains) >= group.threshold {
            witnessed.insert(group.name)
        }
        return witnessed.contains(quorum)
    }
}

/// Why a policy file cannot be used.
public struct WitnessPolicyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1; the last line for what is missing in the whole file.
    public let line: Int
    /// What was expected and what was found.
    public let message: String

    /// The line and the message.
    public var description: String { "line \(line): \(message)" }
}
