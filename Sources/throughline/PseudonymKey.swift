import Sodium

/// The gateway's key for tokens, as commands read it.
enum PseudonymKey {
    /// The maker of tokens by the key in a file.
    ///
    /// - Throws: an exit code; what is wrong with the file is on standard error.
    static func pseudonymiser(_ path: String) throws -> SodiumPseudonymiser {
        do {
            return try SodiumPseudonymiser(key: try KeyFile(path: path, label: "pseudonym").read())
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
