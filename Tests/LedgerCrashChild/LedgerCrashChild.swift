import AuditTrail
import CFailingCalls
import Conversations
import Foundation
import GatewayTestSupport
import Ledger
import Sodium

/// The process that is killed, or whose system calls fail: appends leaves and prints each answer the moment it has it.
///
/// Exit codes: 0 done, 3 the ledger refused to open, 4 it did not recover from a fault that was over, 5 it said that it was
/// usable while every call failed.
@main
struct LedgerCrashChild {
    static func main() async throws {
        guard let plan = CrashPlan(arguments: Array(CommandLine.arguments.dropFirst())) else { exit(64) }
        _ = signal(SIGXFSZ, SIG_IGN)
        failing_calls_arm(plan.fault.kind, plan.at, plan.fault.errorNumber)
        let ledger: SQLiteLedger
        do { ledger = try plan.open() } catch { exit(3) }
        await plan.append(to: ledger)
        let wasStruck = plan.fault.kind != FAILING_CALLS_NONE && failing_calls_count() >= plan.at
        if wasStruck { try await requireHonestReadiness(ledger, plan.fault) }
        ledger.close()
        FileHandle.standardOutput.write(Data("calls \(failing_calls_count())\n".utf8))
    }

    /// Green again after a fault that was over, red under one that lasts.
    private static func requireHonestReadiness(_ ledger: SQLiteLedger, _ fault: CrashFault) async throws {
        if fault.kind == FAILING_CALLS_FAIL {
            // WHY: what is known of the disk counts for a second, and a fault may strike outside a commit.
            try await Task.sleep(for: .milliseconds(1_100))
            if await ledger.isUsable() == .usable { exit(5) }
            failing_calls_arm(FAILING_CALLS_NONE, 0, 0)
        }
        for _ in 0..<50 {
            if await ledger.isUsable() == .usable { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        exit(4)
    }
}

/// What goes wrong at a call.
struct CrashFault {
    let kind: failing_calls_kind
    let errorNumber: Int32

    /// Reads `none`, `kill`, `tear`, or an error such as `ENOSPC`, with `+` when it lasts.
    init?(_ text: String) {
        switch text {
        case "none": (kind, errorNumber) = (FAILING_CALLS_NONE, 0)
        case "kill": (kind, errorNumber) = (FAILING_CALLS_KILL, 0)
        case "tear": (kind, errorNumber) = (FAILING_CALLS_TEAR, 0)
        default:
            let errors = ["ENOSPC": ENOSPC, "EIO": EIO, "EROFS": EROFS]
            guard let number = errors[text.replacingOccurrences(of: "+", with: "")] else { return nil }
            errorNumber = number
            kind = text.hasSuffix("+") ? FAILING_CALLS_FAIL : FAILING_CALLS_FAIL_ONCE
        }
    }
}

/// What to append, and when it goes wrong: `DIRECTORY START COUNT WRITERS FAULT AT`.
struct CrashPlan: Sendable {
    let directory: String
    /// The clock of the first leaf, in epoch milliseconds; each leaf is a millisecond later.
    let start: Timestamp
    let count: Int
    let writers: Int
    let fault: CrashFault
    let at: Int

    init?(arguments: [String]) {
        guard arguments.count == 6, let start = Int64(arguments[1]), let count = Int(arguments[2]),
            let writers = Int(arguments[3]), let fault = CrashFault(arguments[4]), let at = Int(arguments[5])
        else { return nil }
        directory = arguments[0]
        self.start = Timestamp(milliseconds: start)
        self.count = count
        self.writers = writers
        self.fault = fault
        self.at = at
    }

    static let tenants: [TenantID] = ["default", "acme"]

    func open() throws -> SQLiteLedger {
        let configuration = try LedgerConfiguration(
            directory: directory, host: "gateway.example", tenants: Self.tenants,
            commitDeadlineMilliseconds: 30_000)
        let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        return try SQLiteLedger(configuration, signer: key, clock: TickingClock(start))
    }

    /// Appends from some sides at once; a commit that fails is nobody's answer and the next one is tried.
    func append(to ledger: SQLiteLedger) async {
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<count { try? await append(number, by: writer, to: ledger) }
                }
            }
        }
    }

    private func append(_ number: Int, by writer: Int, to ledger: SQLiteLedger) async throws {
        let random = try SodiumRandom()
        let tenant = Self.tenants[number % Self.tenants.count]
        let customer = CustomerID(
            ULID(at: start, entropy: [UInt8](repeating: UInt8(number % 3), count: 10)))
        let draft = try LeafDraft(
            type: .disclosure,
            caller: LeafCaller(
                tenant: tenant, organisation: "northwind", subject: try PrincipalID("agent-\(writer)"),
                client: "desk", role: "vendor_agent"),
            purpose: "answer_question", policy: "support@1", body: Array(#"{"outcome":"view"}"#.utf8),
            committed: ["shown": ["person.name"]], seed: random.bytes(32), customer: customer)
        let person = PersonReference(source: "crm", id: "\(hex(random.bytes(8)))")
        let link = PersonLink(tenant: tenant, person: person, customer: customer, rule: "email-verified")
        let sealed = SealedBody(dataKeyBox: random.bytes(80), ciphertext: random.bytes(600))
        let receipt = try await ledger.commit(draft, [.link(link)], sealed: number % 2 == 0 ? sealed : nil)
        let line = "\(tenant) \(hex(SodiumDigester().sha256(receipt.leaf)))\n"
        let bytes = Array(line.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

/// A millisecond later each time it is asked.
final class TickingClock: WallClock {
    private let clock: ManualClock

    init(_ start: Timestamp) { clock = ManualClock(start) }

    func now() -> Timestamp {
        defer { clock.advance(milliseconds: 1) }
        return clock.now()
    }
}
