/// Which kinds of bytes stand at the eight places from a byte on, eight bits a place; or may stand where a form begins.
///
/// WHY: one comparison tells most forms that do not stand at a place, before any step is walked.
struct ShapeOutline: Sendable, BitwiseCopyable {
    private static let placeCount = 8
    private static let ownedKinds = FrozenList<UInt8>((0...255).map { kind(UInt8($0)) })
    /// The kind of every byte.
    static let kinds = ownedKinds.view
    /// One bit a kind and place.
    private let bits: UInt64

    /// Whether a form with this outline may stand where a text has another.
    @inline(__always) func mayStand(where text: ShapeOutline) -> Bool { text.bits & ~bits == 0 }

    /// What stands in a text; behind its end as if a sign stood there.
    ///
    /// WHY: ``kinds`` is handed over, since asking for it here would ask each time whether it is made.
    init(of bytes: ListView<UInt8>, at place: Int, _ kinds: ListView<UInt8>) {
        bits = bytes.eight(at: place, by: kinds)
    }

    /// What may stand where a form begins; anything once the form may have ended.
    init(of steps: [Shape.Step]) {
        // A step and how much of it is taken.
        struct State: Hashable { var step, taken: Int }
        var states: Set<State> = [State(step: 0, taken: 0)]
        var bits: UInt64 = 0
        for place in 0..<Self.placeCount {
            var open = Array(states)
            var kinds: UInt8 = 0
            var next: Set<State> = []
            while let state = open.popLast() {
                guard state.step < steps.count else {
                    kinds = .max
                    next.insert(state)
                    continue
                }
                let (taken, least, most) = Self.bounds(steps[state.step])
                if state.taken >= least { open.append(State(step: state.step + 1, taken: 0)) }
                guard state.taken < most else { continue }
                kinds |= taken
                next.insert(State(step: state.step, taken: state.taken + 1))
            }
            bits |= UInt64(kinds) << UInt64(8 * place)
            states = next
        }
        self.bits = bits
    }

    /// What a step takes and how often.
    private static func bounds(_ step: Shape.Step) -> (kinds: UInt8, least: Int, most: Int) {
        let letters = kind(0x61) | kind(0x7A)
        return switch step {
        case .digits(let low, let high): (kind(0x30), low, high)
        case .letters(let low, let high): (letters, low, high)
        case .either(let low, let high): (letters | kind(0x30), low, high)
        case .hexadecimal(let low, let high): (kind(0x61) | kind(0x30), low, high)
        case .separator(let isOptional):
            (kind(0x20) | kind(0x2D) | kind(0x2E) | kind(0x2F), isOptional ? 0 : 1, 1)
        case .byte(let byte): (kind(byte), 1, 1)
        }
    }

    /// The bit of a byte's kind.
    private static func kind(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 1
        case 0x61...0x66: 2
        case 0x67...0x7A: 4
        case 0x20: 8
        case 0x2D: 16
        case 0x2E: 32
        case 0x2F: 64
        default: 128
        }
    }
}
