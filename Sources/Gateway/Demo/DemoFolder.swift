import Foundation
import GRDB
import RuleFiles

/// A folder with everything that a demo gateway needs: stores of invented customers, keys and a configuration.
public struct DemoFolder: Sendable {
    /// The folder itself.
    public let path: String

    /// The configuration file in it.
    public var configurationPath: String { path + "/throughline.yaml" }

    /// Makes the folder's content.
    ///
    /// - Parameters:
    ///   - path: an existing folder, empty.
    ///   - material: the folder that holds `stores/*.sql` and `mappings/*.yaml`, as `demo/` does.
    ///   - rules: the folder of rule files.
    /// - Throws: ``RuleFileProblem`` when material is missing; a database error naming the script.
    public init(at path: String, material: String, rules: String) throws {
        self.path = path
        let stores = try Self.names(in: material + "/stores", ending: ".sql")
        let mappings = try Self.names(in: material + "/mappings", ending: ".yaml")
        for folder in ["stores", "mappings"] {
            try FileManager.default.createDirectory(
                atPath: path + "/" + folder, withIntermediateDirectories: true)
        }
        for name in stores {
            let script = try String(contentsOfFile: "\(material)/stores/\(name)", encoding: .utf8)
            let file = name.replacingOccurrences(of: ".sql", with: ".sqlite")
            let database = try DatabaseQueue(path: "\(path)/stores/\(file)")
            try database.writeWithoutTransaction { try $0.execute(sql: script) }
            try database.close()
        }
        for name in mappings {
            try FileManager.default.copyItem(
                atPath: "\(material)/mappings/\(name)", toPath: "\(path)/mappings/\(name)")
        }
        let configuration = Self.configuration(rules: rules, mappings: mappings)
        try configuration.write(toFile: configurationPath, atomically: true, encoding: .utf8)
        _ = try GatewayKeys.make(in: path + "/keys")
        // WHY: in a demo both halves are here; in production the private half is on the officer's machine only.
        _ = try ComplianceKeyText.makePair(at: path + "/compliance/compliance.key")
    }

    private static func names(in folder: String, ending: String) throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let fitting = names.filter { $0.hasSuffix(ending) }.sorted()
        guard !fitting.isEmpty else {
            throw RuleFileProblem(
                file: folder, line: 0,
                message:
                    "expected the demo's \(ending) files, found none; run from the checkout or name --material"
            )
        }
        return fitting
    }

    private static func configuration(rules: String, mappings: [String]) -> String {
        let absolute = URL(fileURLWithPath: rules).standardizedFileURL.path
        let list = mappings.map { "  - mappings/\($0)" }.joined(separator: "\n")
        return """
            # Made by `throughline demo`; throughline.example.yaml explains every key.
            schema: throughline/configuration/v1
            mode: demo
            tenants: [default, outlet]
            log_host: gateway.example
            listen: {host: 127.0.0.1, port: 0}
            rules: "\(absolute)"
            mappings:
            \(list)
            stores: stores
            ledger: ledger
            keys: keys
            sealing: {compliance_key: compliance/compliance.key.pub, keep_months: 13}
            backups: {keep_days: 30}
            tokens: {issuer: https://id.example, audience: throughline}
            audit: {readers_reported_to: {file: reports/audit-reads.jsonl}, openings_per_day: 20}
            limits:
              source_deadline_ms: 2500
              interactions_max: 2000
              text_bytes_max: 65536
              body_bytes_max: 65536
              requests_per_minute: 6000

            """
    }
}
