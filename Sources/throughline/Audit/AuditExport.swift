import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Gateway
import Sodium

struct AuditExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a log to a folder that anybody can verify, or leaves to a file for other programs.",
        discussion: """
            --year and --to write the log of one year with its tiles; this reads the ledger itself, so the gateway must not \
            be running on it. --format and --out write the leaves that meet every filter as JSON Lines, CSV or OCSF events: \
            from a gateway (role compliance, recorded and reported), or with --log from a folder.
            """)

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The tenant whose log it is (default: the configuration's first).")
    var tenant: String?

    @Option(help: "The year of the log (UTC).")
    var year: Int?

    @Option(help: "The folder to write; made when it is missing, and it must be empty.")
    var to: String?

    @Option(help: "jsonl, csv or ocsf (OCSF 1.9.0, API Activity, with record_integrity).")
    var format: String?

    @Option(help: "The file to write with --format; it must not exist.")
    var out: String?

    @Option(help: "The folder of an exported log, instead of a gateway.")
    var log: String?

    @ArgumentParser.Flag(help: "Export what the leaves commit to as well (from a gateway).")
    var opened = false

    @OptionGroup var filters: AuditFilterOptions
    @OptionGroup var asked: GatewayOptions

    func validate() throws {
        guard let format else {
            guard year != nil, to != nil, out == nil, log == nil else {
                throw ValidationError("expected --year and --to for a log, or --format and --out for leaves")
            }
            return
        }
        guard ExportFormat(rawValue: format) != nil else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format: expected one of: \(known)")
        }
        guard out != nil, year == nil, to == nil else {
            throw ValidationError("--format takes --out, and neither --year nor --to")
        }
        let filter = try filters.filter()
        guard log == nil || filter.namesOutsideLeaves.isEmpty && !opened else {
            throw ValidationError("an exported log holds no openings, subjects or customers; ask the gateway")
        }
    }

    @ArgumentParser.Flag(
        help: "Export the newest size that met the witnesses' quorum, instead of the newest size.")
    var cosigned = false

    func run() async throws {
        if let format = format.flatMap(ExportFormat.init(rawValue:)), let out {
            let file = try newFile(out)
            defer { try? file.close() }
            if let log {
                try await leaves(of: log, as: format, to: file)
            } else {
                try await leaves(as: format, to: file)
            }
            return Terminal.print("wrote \(out)")
        }
        let configuration = try gateway.read()
        do {
            let count = try await GatewayRoot.exportLog(
                configuration, tenant: try tenant.map { try TenantID($0) } ?? configuration.tenants[0],
                year: year ?? 0, to: to ?? "", isCosigned: cosigned)
            let folder = to ?? ""
            Terminal.print(
                "wrote \(count) leaves to \(folder); verify with: throughline audit verify \(folder)")
        } catch {
            throw Terminal.stop("\(error)", Exit.unavailable)
        }
    }

    /// From a gateway, page after page; the header of a table is kept of the first page only.
    private func leaves(as format: ExportFormat, to file: FileHandle) async throws {
        let client = try AuditClient(asked)
        var query = try filters.filter().parameters + [(name: "format", value: format.rawValue)]
        if opened { query.append((name: "opened", value: "true")) }
        var after: String?
        repeat {
            let reply = try await client.get(
                "/v1/audit/export", query: query + (after.map { [(name: "after", value: $0)] } ?? []))
            var bytes = reply.bytes[...]
            if format == .csv, after != nil, let end = bytes.firstIndex(of: 0x0A) {
                bytes = bytes[(end + 1)...]
            }
            try write(Array(bytes), to: file)
            after = reply.next
        } while after != nil
    }

    private func leaves(of folder: String, as format: ExportFormat, to file: FileHandle) async throws {
        let filter = try filters.filter()
        var export = LeafExport(format, version: GatewayRoot.version, digester: SodiumDigester())
        try write(export.header, to: file)
        try await ExportedLog(path: folder).forEach { row in
            if filter.isMetInPlain(by: row.leaf) { try write(export.row(row), to: file) }
        }
    }

    private func newFile(_ path: String) throws -> FileHandle {
        do {
            let url = URL(fileURLWithPath: path)
            try Data().write(to: url, options: .withoutOverwriting)
            return try FileHandle(forWritingTo: url)
        } catch { throw Terminal.stop("\(path): cannot be written, or exists already", Exit.usage) }
    }

    private func write(_ bytes: [UInt8], to file: FileHandle) throws {
        do { try file.write(contentsOf: Data(bytes)) } catch {
            throw Terminal.stop("\(out ?? ""): cannot be written", Exit.unavailable)
        }
    }
}
