import CFuzzer
import Foundation

/// `throughline-fuzz TARGET [libFuzzer's arguments…]`: attacks one parser.
@main
enum ThroughlineFuzz {
    typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

    /// The parsers by name, in the order in which `scripts/fuzz` runs them.
    ///
    /// WHY a literal for each: a C function pointer captures nothing, so the choice cannot be a variable.
    static let targets: [(name: String, callback: Callback)] = unsafe [
        ("note", { unsafe attack(NoteTarget.self, $0, $1) }),
        ("checkpoint", { unsafe attack(CheckpointTarget.self, $0, $1) }),
        ("key", { unsafe attack(KeyTarget.self, $0, $1) }),
        ("proof", { unsafe attack(ProofTarget.self, $0, $1) }),
        ("path", { unsafe attack(PathTarget.self, $0, $1) }),
        ("bundle", { unsafe attack(BundleTarget.self, $0, $1) }),
        ("leaf", { unsafe attack(LeafTarget.self, $0, $1) }),
        ("opening", { unsafe attack(OpeningTarget.self, $0, $1) }),
        ("receipt", { unsafe attack(ReceiptTarget.self, $0, $1) }),
        ("submission", { unsafe attack(SubmissionTarget.self, $0, $1) }),
        ("policy", { unsafe attack(PolicyTarget.self, $0, $1) }),
        ("stamp-name", { unsafe attack(StampNameTarget.self, $0, $1) }),
        ("folding", { unsafe attack(FoldingTarget.self, $0, $1) }),
        ("scanner", { unsafe attack(ScannerTarget.self, $0, $1) }),
    ]

    static func main() {
        let names = unsafe targets.map(\.name)
        guard CommandLine.arguments.count > 1, CommandLine.arguments[1] != "--list" else {
            print(names.joined(separator: "\n"))
            return
        }
        guard let chosen = unsafe targets.first(where: { unsafe $0.name == CommandLine.arguments[1] }) else {
            print("expected one of \(names.joined(separator: ", ")), found \(CommandLine.arguments[1])")
            exit(64)
        }
        exit(unsafe drive(chosen.callback))
    }

    /// Hands the process over to libFuzzer, without the name of the target.
    private static func drive(_ callback: Callback) -> Int32 {
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        unsafe CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
        return unsafe LLVMFuzzerRunDriver(&count, &arguments, callback)
    }
}

/// Copies what libFuzzer gives and runs one target on it.
private func attack(
    _ target: (some FuzzTarget).Type, _ bytes: UnsafePointer<UInt8>?, _ count: Int
) -> Int32 {
    target.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
