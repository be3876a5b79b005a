/// One object of libcrypto that somebody has to free: freed when its owner goes, or handed on and not freed.
@safe struct Owned: ~Copyable {
    /// The object; good as long as the owner lives.
    let pointer: OpaquePointer
    private let free: @convention(c) (OpaquePointer?) -> Void

    /// Takes what libcrypto made; `nil` when it made nothing.
    init?(_ pointer: OpaquePointer?, free: @convention(c) @escaping (OpaquePointer?) -> Void) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    /// Lets go: whoever gets the object frees it.
    consuming func handOver() -> OpaquePointer {
        let pointer = unsafe pointer
        discard self
        return unsafe pointer
    }

    deinit { unsafe free(pointer) }
}
