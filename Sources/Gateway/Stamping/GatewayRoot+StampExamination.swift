import AuditTrail
import Conversations
import Foundation
import Ledger
import Sodium
import TimeStamping

extension GatewayRoot {
    /// What `throughline doctor` says of time stamps; reads files only, so a running gateway is not disturbed.
    static func lookAtTimeStamps(
        _ configuration: GatewayConfiguration, now: Timestamp = SystemClock().now()
    ) -> [ExaminationFinding] {
        let part = "time stamps"
        guard let settings = configuration.timeStamps else {
            return [
                ExaminationFinding(
                    part: part, isFault: false,
                    message:
                        "none: the times of leaves are this gateway's claim (time_stamps configures them)")
            ]
        }
        do {
            let authorities = try TrustedAuthorities(path: settings.authorities)
            let stamps = OpenSSLTimeStamps(authorities: authorities, digester: SodiumDigester())
            let examination = StampExamination(
                checkpoints: configuration.checkpoints, ledger: configuration.ledger,
                stamps: stamps,
                lagMinutesMax: settings.lagMinutesMax, now: now)
            let trusted = ExaminationFinding(
                part: part, isFault: false,
                message: "\(settings.url), trusted by \(authorities.names.joined(separator: "; "))")
            return [trusted]
                + examination.lines(of: configuration.tenants).map {
                    ExaminationFinding(part: part, isFault: false, message: $0)
                }
        } catch {
            return [
                ExaminationFinding(part: part, isFault: true, message: "\(settings.authorities): \(error)")
            ]
        }
    }
}

/// How far the logs of a ledger are stamped, from the files alone.
struct StampExamination {
    let checkpoints: String
    let ledger: String
    let stamps: OpenSSLTimeStamps
    let lagMinutesMax: Int
    let now: Timestamp

    /// One line a log that has leaves.
    func lines(of tenants: [TenantID]) -> [String] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: checkpoints)) ?? []).sorted()
        return tenants.flatMap { tenant in
            names.compactMap { name -> String? in
                guard name.hasPrefix("\(tenant)-"), let year = Int(name.dropFirst(tenant.text.count + 1)),
                    let size = size(of: name), size > 0
                else { return nil }
                return line(StampedLog(tenant: tenant, year: year), size: size)
            }
        }
    }

    private func size(of name: String) -> Int? {
        guard let data = FileManager.default.contents(atPath: checkpoints + "/" + name),
            let note = try? SignedNote(parsing: Array(data))
        else { return nil }
        return Checkpoint(text: note.text)?.size
    }

    private func line(_ log: StampedLog, size: Int) -> String {
        let store = StampStore(ledger: ledger, tenant: log.tenant, year: log.year)
        let newest: StampedCheckpoint
        do throws(LogReadFailure) {
            guard let stamped = try store.sizes().last else {
                return "\(log): none of \(size) leaves is stamped"
            }
            newest = try store.stamp(size: stamped)
        } catch {
            return "\(log): the stamps in \(store.directory) cannot be read"
        }
        do {
            let stamp = try stamps.verify(token: newest.token, of: newest.checkpoint)
            let minutes = (now.milliseconds - stamp.time.milliseconds) / 60_000
            // WHY one leaf: the one that names the stamp is not worth another.
            let isLate = size > newest.size + 1 && minutes > Int64(lagMinutesMax)
            return "\(log): \(newest.size) of \(size) leaves are stamped, last at \(stamp.time)"
                + (isLate ? "; LATE: more than \(lagMinutesMax) minutes ago" : "")
        } catch {
            return "\(log): the newest stamp, over \(newest.size) leaves, does not hold: \(error)"
        }
    }
}
