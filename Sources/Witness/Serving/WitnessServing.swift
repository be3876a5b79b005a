public import AuditTrail
public import Conversations
import Hummingbird
import Logging

/// Runs a witness as a program does.
public enum WitnessServing {
    /// Serves until SIGTERM or SIGINT; what is being kept then is finished and answered.
    ///
    /// - Parameters:
    ///   - key: the public half of its key.
    ///   - signer: holds the secret half.
    ///   - logs: the keys of the logs to witness.
    ///   - stateDirectory: its memory.
    ///   - listening: address and bounds.
    ///   - clock: the time that cosignatures carry.
    ///   - onListening: told the port once it listens.
    /// - Throws: ``WitnessProblem``, or what keeps it from listening.
    public static func run(
        key: WitnessKey, signer: any Signer, logs: [VerifierKey], stateDirectory: String,
        listening: WitnessListening, clock: any WallClock,
        onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        var logger = Logger(label: "throughline.witness")
        logger.logLevel = .notice
        let witness = try CosigningWitness(
            key: key, signer: signer, logs: logs, stateDirectory: stateDirectory, clock: clock, logger: logger
        )
        let application = witnessApplication(witness, listening: listening, onListening: onListening)
        try await application.runService()
    }
}
