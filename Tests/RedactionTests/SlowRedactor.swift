import Conversations
import Detection
import FieldPolicy
@testable import Redaction

/// The obvious way to treat a conversation: search everything, put everything together, and begin again until nothing is
/// left. Slow, and what the fast way is held against.
struct SlowRedactor {
    let redactor: Redactor
    let view: PolicyView
    let known: [KnownValue]

    func treat(_ messages: [RedactableMessage]) throws -> RedactedConversation {
        let request = try redactor.request(view: view, scope: RedactorTests.scope, known: known)
        let rebuild = ConversationRebuild(
            texts: messages.map(\.text), originals: messages.map { Array($0.text.utf8) }, known: known,
            view: view, treatment: request.treatment, escape: request.escape)
        let isOwn = messages.map(\.byOwnOrganisation)
        let hesitant = redactor.detector.hesitantDetectors
        var findings = try search(messages.map(\.text), isOwn).map { list in
            list.filter { !hesitant.contains($0.detector) }
        }
        for _ in 0..<12 {
            let rebuilt = findings.indices.map { rebuild.message($0, findings[$0]) }
            let visible = rebuilt.map(VisibleText.init)
            let left = try search(visible.map(\.text), isOwn).map { list in
                list.filter { view.decision(for: $0.fieldClass).treatment != .show }
            }
            if left.allSatisfy(\.isEmpty) { return conversation(rebuilt) }
            for (place, list) in left.enumerated() {
                findings[place] += list.map { $0.moved(to: visible[place].original(of: $0.range)) }
            }
        }
        throw RedactionFailure.unsound(message: 0)
    }

    private func search(_ texts: [String], _ isOwn: [Bool]) throws -> [[Finding]] {
        var found = try redactor.detector.findings(
            in: zip(texts, isOwn).map { $1 ? "" : $0 }, known: known)
        for place in texts.indices where isOwn[place] {
            found[place] = try redactor.detector.findings(in: [texts[place]])[0]
        }
        return found
    }

    private func conversation(_ messages: [RebuiltMessage]) -> RedactedConversation {
        let keys = messages.flatMap(\.withheld)
        let counts = Set(keys).map { key in
            WithheldCount(
                fieldClass: key.fieldClass, rule: key.rule, count: keys.filter { $0 == key }.count)
        }
        return RedactedConversation(
            messages: messages.map(\.message),
            withheld: counts.sorted { ($0.fieldClass, $0.rule) < ($1.fieldClass, $1.rule) })
    }
}
