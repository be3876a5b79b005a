import CSodium

/// Random bytes from the operating system, through libsodium.
public struct SodiumRandom: Sendable {
    /// Prepares the library.
    ///
    /// - Throws: ``SodiumFailure/notInitialised`` when there is no randomness to be had.
    public init() throws(SodiumFailure) { try prepareSodium() }

    /// That many unpredictable bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}
