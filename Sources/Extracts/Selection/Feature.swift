/// What a sentence is scored by; eleven that a later message hardly moves, with weights in `weights.yaml`.
enum Feature: String, CaseIterable, Sendable {
    case length
    case firstSentence = "first_sentence"
    case firstMessage = "first_message"
    case staffPosition = "staff_position"
    case customerPosition = "customer_position"
    case topicMass = "topic_mass"
    case staffContact = "staff_contact"
    case placeInMessage = "place_in_message"
    case messageLength = "message_length"
    case staffCommitment = "staff_commitment"
    case position

    /// Its place among all features.
    var index: Int {
        switch self {
        case .length: 0
        case .firstSentence: 1
        case .firstMessage: 2
        case .staffPosition: 3
        case .customerPosition: 4
        case .topicMass: 5
        case .staffContact: 6
        case .placeInMessage: 7
        case .messageLength: 8
        case .staffCommitment: 9
        case .position: 10
        }
    }
}
