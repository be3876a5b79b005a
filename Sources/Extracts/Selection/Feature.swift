/// What a sentence is scored by; fifteen that a later message hardly moves, with weights in `weights.yaml`.
enum Feature: String, CaseIterable, Sendable {
    case length, thanks, greeting
    case firstSentence = "first_sentence"
    case firstMessage = "first_message"
    case staffPosition = "staff_position"
    case customerPosition = "customer_position"
    case topicMass = "topic_mass"
    case staffContact = "staff_contact"
    case placeInMessage = "place_in_message"
    case messageLength = "message_length"
    case firstOfRole = "first_of_role"
    case staffCommitment = "staff_commitment"
    case position
    case staffApology = "staff_apology"
}
