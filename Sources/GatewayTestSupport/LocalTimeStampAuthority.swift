public import AuditTrail
import Foundation
import Synchronization

/// A time-stamp authority on this machine, made with the `openssl` command: a root, a certificate for time stamping, and
/// answers as `openssl ts` gives them.
public final class LocalTimeStampAuthority: TimeStampAuthority {
    /// What a certificate may be used for, in the words of openssl's configuration.
    public enum Usage: String, Sendable {
        /// As RFC 3161 wants it.
        case timeStamping = "extendedKeyUsage=critical,timeStamping"
        /// Not marked critical.
        case notCritical = "extendedKeyUsage=timeStamping"
        /// For something else besides.
        case mixed = "extendedKeyUsage=critical,timeStamping,emailProtection"
        /// For web servers.
        case server = "extendedKeyUsage=critical,serverAuth"
        /// Not said.
        case none = "subjectKeyIdentifier=hash"
    }

    /// What the openssl command said.
    public struct Failure: Error, CustomStringConvertible {
        /// Its command line and its words.
        public let description: String
    }

    /// Whether the openssl command is here; tests are skipped without it.
    public static let isAvailable = FileManager.default.isExecutableFile(atPath: command)
    /// Why they are skipped.
    public static let absence = "the openssl command is absent; scripts/setup installs it"

    private static let command = "/usr/bin/openssl"

    /// The folder of keys, certificates and messages; goes with the authority.
    public let directory: String
    // WHY: one serial file, so one answer at a time.
    private let turn = Mutex(())

    /// Makes root and certificate.
    ///
    /// - Parameter name: the common name of the certificate for time stamping.
    /// - Throws: ``Failure`` with what openssl said, or a file error.
    public init(name: String = "Local Clock") throws {
        directory = FileManager.default.temporaryDirectory.path + "/authority-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory + "/issued", withIntermediateDirectories: true)
        try write("01\n", to: "serial")
        try write("01\n", to: "stamps-serial")
        try write("", to: "index")
        try write(configuration, to: "openssl.cnf")
        try makeRequest("ca", subject: "/CN=\(name) Root")
        try sign("ca", extensions: "basicConstraints=critical,CA:TRUE", options: ["-selfsign"])
        try makeCertificate("tsa", subject: "/O=Example/CN=\(name)")
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// The root, in PEM.
    public var rootPath: String { directory + "/ca.pem" }

    /// The root's bytes.
    public var root: [UInt8] { get throws { try read("ca.pem") } }

    /// Answers as an honest authority does.
    public func reply(to query: [UInt8]) async throws(TimeStampAuthorityFailure) -> [UInt8] {
        do { return try stamp(query) } catch { throw .unreachable }
    }

    /// One answer of `openssl ts -reply`.
    public func stamp(_ query: [UInt8]) throws -> [UInt8] {
        try turn.withLock { _ in
            try write(query, to: "query")
            try run([
                "ts", "-reply", "-config", directory + "/openssl.cnf", "-queryfile", directory + "/query",
                "-out",
                directory + "/reply",
            ])
            return try read("reply")
        }
    }

    /// Makes `NAME.pem` and `NAME.key` under the root.
    ///
    /// - Parameters:
    ///   - name: of the files.
    ///   - subject: for example `/CN=Clock`.
    ///   - usage: what it is for.
    ///   - from: the first moment it is valid, as openssl writes it.
    ///   - until: the last.
    /// - Throws: ``Failure`` with what openssl said, or a file error.
    public func makeCertificate(
        _ name: String, subject: String = "/CN=Clock", usage: Usage = .timeStamping,
        from: String = "20200101000000Z", until: String = "20450101000000Z"
    ) throws {
        try makeRequest(name, subject: subject)
        try sign(name, extensions: usage.rawValue, options: [], from: from, until: until)
    }

    /// Runs the openssl command in the folder.
    ///
    /// - Throws: ``Failure`` with what it said.
    @discardableResult
    public func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.command)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "openssl \(arguments.joined(separator: " ")): \(said)")
        }
        return said
    }

    /// Writes a file of the folder.
    public func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory + "/" + name))
    }

    /// Reads a file of the folder.
    public func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
    }

    private func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    private func makeRequest(_ name: String, subject: String) throws {
        try run([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-config",
            "openssl.cnf", "-keyout", name + ".key", "-out", name + ".csr", "-subj", subject,
        ])
    }

    private func sign(
        _ name: String, extensions: String, options: [String], from: String = "20200101000000Z",
        until: String = "20490101000000Z"
    ) throws {
        try write(extensions + "\n", to: name + ".ext")
        try run(
            [
                "ca", "-batch", "-notext", "-config", "openssl.cnf", "-in", name + ".csr", "-out",
                name + ".pem",
                "-keyfile", "ca.key", "-startdate", from, "-enddate", until, "-extfile", name + ".ext",
            ] + (options.isEmpty ? ["-cert", "ca.pem"] : options))
    }

    private var configuration: String {
        """
        [req]
        distinguished_name = name
        [name]
        [ca]
        default_ca = root
        [root]
        database = \(directory)/index
        serial = \(directory)/serial
        new_certs_dir = \(directory)/issued
        default_md = sha256
        policy = any
        unique_subject = no
        [any]
        organizationName = optional
        commonName = supplied
        [tsa]
        default_tsa = clock
        [clock]
        serial = \(directory)/stamps-serial
        signer_cert = \(directory)/tsa.pem
        signer_key = \(directory)/tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sha512
        accuracy = secs:1, millisecs:500
        ess_cert_id_alg = sha256

        """
    }
}
