import ArgumentParser
import AuditTrail
import Conversations
import Foundation

struct AuditShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints leaves of an exported log, of a gateway's log, or what one leaf's caller was sent.",
        discussion: """
            With a folder: the leaves of an exported log, a line each; verify it first. Without one: the leaves of the \
            gateway's log that meet every filter, for role compliance; every read is recorded and reported. With a leaf's \
            id: that leaf. --opened adds what it commits to. Exit code 1 for a refusal or an unknown leaf.

            What exactly somebody was sent: --opened with a leaf's id, --compliance-key, --case and --second-token. The \
            gateway gives box and ciphertext for a case that a second person vouches for; both are opened here, held \
            against the leaf's digest, and the body is printed.
              throughline audit show 01J… --opened --compliance-key compliance.key --case CASE-17 --second-token "$SECOND"
            """)

    @Argument(
        help: "The folder of an exported log, or the id of a leaf; without it all leaves of the gateway.")
    var what: String?

    @OptionGroup var filters: AuditFilterOptions
    @OptionGroup var gateway: GatewayOptions
    @OptionGroup var sealed: SealedBodyOptions

    @ArgumentParser.Flag(help: "Print what the leaves commit to: subject, fields shown and withheld, flags.")
    var opened = false

    @ArgumentParser.Flag(help: "Print JSON, a document a line; of an exported log each leaf as it is stored.")
    var json = false

    func validate() throws {
        _ = try filters.filter()
        try sealed.check(isOneLeaf: leafID != nil, isOpened: opened)
    }

    private var leafID: ULID? { what.flatMap { ULID($0) } }

    func run() async throws {
        let filter = try filters.filter()
        if let leafID {
            if sealed.isAsked { return try await sealed.show(leafID, client: try AuditClient(gateway)) }
            let query = opened ? [(name: "opened", value: "true")] : []
            let reply = try await AuditClient(gateway).get("/v1/audit/leaves/\(leafID)", query: query)
            return show(reply.document?["body"] ?? .null)
        }
        guard let what else {
            return try await AuditClient(gateway).rows(filter, isOpened: opened) { show($0) }
        }
        guard !opened, filter.namesOutsideLeaves.isEmpty else {
            let names = (opened ? ["opened"] : []) + filter.namesOutsideLeaves
            throw ValidationError(
                "an exported log alone cannot answer --\(names.joined(separator: ", --")); ask the gateway, or open a receipt"
            )
        }
        try await ExportedLog(path: what).forEach { row in
            guard filter.isMetInPlain(by: row.leaf) else { return }
            if json {
                Terminal.print(String(decoding: row.leaf.bytes, as: UTF8.self))
            } else {
                show(AuditRowText.row(of: row.leaf, index: row.index, log: row.log))
            }
        }
    }

    private func show(_ row: JSONValue) {
        if json { return Terminal.print(row.text()) }
        for line in AuditRowText(row: row).lines { Terminal.print(line) }
    }
}
