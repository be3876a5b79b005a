import CSodium
import Glibc

/// Keeps what this process knows out of other hands, as far as the system lets it.
public enum ProcessMemory {
    /// No core dump, and nobody but root may look into the process (`ptrace`, `/proc/<pid>/mem`).
    ///
    /// For programs that hold keys, before the first one is read. Secrets in ``SecretBytes`` stay out of a dump even
    /// without this; copies that a library makes (a token key, a body on its way) do not.
    ///
    /// - Throws: ``SodiumFailure/dumpable`` when the system refuses.
    public static func forbidDumps() throws(SodiumFailure) {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0,
            throughline_set_dumpable(0) == 0, isClosed
        else { throw .dumpable }
    }

    /// Whether dumps are forbidden now.
    public static var isClosed: Bool {
        var limit = rlimit(rlim_cur: 1, rlim_max: 1)
        return unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
            && limit.rlim_cur == 0 && throughline_get_dumpable() == 0
    }
}
