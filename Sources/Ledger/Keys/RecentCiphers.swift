import Sodium
import Synchronization

/// Ciphers that were used lately, so that a batch does not lock memory for each of its keys anew.
///
/// INVARIANT: touched only on the serial queue of the file of keys, so that nothing is remembered of a destroyed key.
final class RecentCiphers: Sendable {
    private static let countMax = 256
    // Guarded by the mutex.
    private let ciphers = Mutex([KeyName: CustomerCipher]())

    func ciphers(for names: Set<KeyName>) -> [KeyName: CustomerCipher] {
        ciphers.withLock { ciphers in
            names.reduce(into: [:]) { $0[$1] = ciphers[$1] }
        }
    }

    func add(_ read: [KeyName: CustomerCipher]) {
        ciphers.withLock { ciphers in
            if ciphers.count + read.count > Self.countMax { ciphers = [:] }
            if read.count <= Self.countMax { ciphers.merge(read) { _, newer in newer } }
        }
    }

    func forget() { ciphers.withLock { $0 = [:] } }
}
