import Foundation

/// The compliance key pair of a demo: both halves in a folder apart, which production must never have.
public enum DemoCompliance {
    /// Makes the pair that a demo configuration names and that is not there yet.
    ///
    /// - Parameter configuration: whose `sealing.compliance_key` names a file that ends in `.pub`.
    /// - Returns: what to tell whoever asked, `nil` when there was nothing to make.
    /// - Throws: a file error when the pair cannot be written.
    public static func make(for configuration: GatewayConfiguration) throws -> String? {
        guard configuration.mode == .demo, let path = configuration.sealing.complianceKey,
            !path.hasPrefix(ComplianceKeyText.mark), path.hasSuffix(".pub"),
            !FileManager.default.fileExists(atPath: path)
        else { return nil }
        let privatePath = String(path.dropLast(4))
        _ = try ComplianceKeyText.makePair(at: privatePath)
        return
            "made \(privatePath), the private half of the demo's compliance key: IN PRODUCTION IT MUST NOT BE ON THE "
            + "GATEWAY, make it with `throughline keys compliance` on the officer's machine"
    }
}
