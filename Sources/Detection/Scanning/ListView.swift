/// A list in memory that its owner keeps alive, read without counting references; bounds are checked.
///
/// WHY: a search reads these lists some times for every byte of text. A Swift array inside a class costs a reference count
/// each time, which was a fifth of all work.
/// INVARIANT: whoever holds a view also holds its ``FrozenList`` for at least as long; see `withExtendedLifetime` in
/// ``PatternSearch``.
@safe struct ListView<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let base: UnsafePointer<Element>
    let count: Int

    fileprivate init(_ base: UnsafePointer<Element>, _ count: Int) {
        unsafe self.base = unsafe base
        self.count = count
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always) subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "a place must lie within the list")
        return unsafe base[index]
    }
}

/// A list that never changes, owned by one object.
@safe final class FrozenList<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Element>
    private let count: Int

    init(_ list: [Element]) {
        count = list.count
        unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(1, list.count))
        unsafe list.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe base.initialize(from: first, count: source.count)
        }
    }

    deinit { unsafe base.deallocate() }

    var view: ListView<Element> { unsafe ListView(UnsafePointer(base), count) }
}
