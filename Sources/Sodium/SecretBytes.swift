import CSodium

/// A secret in memory of its own: locked against swapping, kept out of core dumps, guarded on both sides,
/// zeroed at the end.
@safe public final class SecretBytes: @unchecked Sendable {
    // WHY unchecked: the memory is written in the initialiser only and read-only from then on.
    private let memory: UnsafeMutableRawPointer
    /// How many bytes.
    public let count: Int

    /// Fills fresh memory once; from then on it can only be read.
    init(
        count: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void
    ) throws(SodiumFailure) {
        try prepareSodium()
        guard let memory = unsafe sodium_malloc(count) else { throw .noLockedMemory }
        unsafe self.memory = unsafe memory
        self.count = count
        unsafe fill(memory.bindMemory(to: UInt8.self, capacity: count))
        guard unsafe sodium_mprotect_readonly(memory) == 0 else { throw .noLockedMemory }
    }

    deinit { unsafe sodium_free(memory) }

    /// Takes bytes that stand elsewhere; whoever holds them must let go of them.
    ///
    /// - Throws: ``SodiumFailure`` when no memory can be locked.
    public convenience init(copying bytes: [UInt8]) throws(SodiumFailure) {
        try unsafe self.init(count: bytes.count) { memory in
            unsafe memory.update(from: bytes, count: bytes.count)
        }
    }

    /// Makes a fresh random key.
    ///
    /// - Parameter count: how many bytes, 32 for every key here.
    /// - Throws: ``SodiumFailure`` when there is no randomness or no memory can be locked.
    public convenience init(randomCount count: Int = 32) throws(SodiumFailure) {
        try unsafe self.init(count: count) { memory in unsafe randombytes_buf(memory, count) }
    }

    /// Whether the system keeps the memory from being swapped out; false when the limit on locked memory
    /// (`RLIMIT_MEMLOCK`) is used up.
    public var isLocked: Bool { unsafe sodium_mlock(memory, count) == 0 }

    /// Lends the bytes for the length of a call.
    func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe body(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)))
    }

    /// A copy in ordinary memory, for a library that takes its key no other way; whoever asks lets go of it soon.
    public func copiedBytes() -> [UInt8] {
        unsafe withBytes { bytes in unsafe Array(UnsafeBufferPointer(start: bytes, count: count)) }
    }

    /// Whether two secrets are equal, in a time that says nothing of where they differ.
    public func isEqual(to other: SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe sodium_memcmp(memory, other.memory, count) == 0
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the secret.
    public var description: String { "SecretBytes(\(count))" }
    /// Never the secret.
    public var debugDescription: String { description }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
