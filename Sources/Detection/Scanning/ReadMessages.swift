import Synchronization

/// A message as it is read for known values: its words, its readings and where numbers may cross into its neighbours.
///
/// INVARIANT: never changed once it is made, so that several searches may share it.
final class ReadMessage: @unchecked Sendable {
    let message: ScannedMessage
    let streams: LinkedStreams
    /// Where numbers may begin or end that go on in another message.
    let written, spelled: Bridge.Digits

    init(_ message: ScannedMessage, _ book: NeedleBook) {
        self.message = message
        streams = LinkedStreams(message, book.rules, book.spelling)
        let words = message.tokens.count
        written =
            streams.traits.all.isDisjoint(with: .number)
            ? .none : Bridge.Digits(streams.written, words: words)
        spelled = streams.spelled.map { Bridge.Digits($0, words: words) } ?? written
    }
}

/// The messages of one request that were searched, read: when a neighbour changes they are not read once more.
///
/// WHY: what is treated is searched again, and beside each message that changed stand some that did not.
/// INVARIANT: it lives as long as the request's needles, and holds short messages, a bounded number of them.
final class ReadMessages: Sendable {
    // By a hash of the text.
    private let kept = Mutex<[UInt64: ReadMessage]>([:])
    private static let messagesMax = 256
    private static let bytesMax = 2048

    /// Keeps a message that was read as a whole.
    func keep(_ read: ReadMessage) {
        let text = read.message.text
        // WHY the memory too: what a long message was read in before is as large as that one needed.
        let scratch = read.message.scratch
        guard text.count <= Self.bytesMax, scratch.lists.original.capacity <= 2 * Self.bytesMax else {
            return
        }
        kept.withLock { kept in
            guard kept.count < Self.messagesMax else { return }
            scratch.isKept = true
            kept[text.digest] = read
        }
    }

    /// The message that has the very bytes of a text.
    func message(of text: ListView<UInt8>) -> ReadMessage? {
        guard text.count <= Self.bytesMax, let found = kept.withLock({ $0[text.digest] }),
            found.message.text.isSame(as: text)
        else { return nil }
        return found
    }
}
