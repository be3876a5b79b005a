import AuditTrail
import Conversations
import GatewayHTTP
import Ledger

extension LedgerPublicLog {
    func stamps(tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            guard try await ledger.latestCheckpoint(of: tenant, year: year) != nil else { return .absent }
            let sizes = try ledger.stamps(of: tenant, year: year).sizes()
            return .found(Array(sizes.map { "\($0)\n" }.joined().utf8))
        } catch {
            return .unavailable
        }
    }

    func stamp(_ file: StampFile, tenant: TenantID, year: Int) async -> PublicLogReading {
        // WHY: tenants of others have no log here, and their names are no paths of ours.
        guard let known = try? await ledger.latestCheckpoint(of: tenant, year: year), !known.isEmpty else {
            return .absent
        }
        do throws(LogReadFailure) {
            return .found(try ledger.stamps(of: tenant, year: year).bytes(of: file))
        } catch {
            return error == .missing ? .absent : .unavailable
        }
    }
}
