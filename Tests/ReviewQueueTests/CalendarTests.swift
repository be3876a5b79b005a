import Conversations
import Foundation
import ReviewQueue
import Testing

@Suite("Business clocks")
struct CalendarTests {
    private let london: BusinessCalendar

    init() throws {
        let zone = try #require(TimeZone(identifier: "Europe/London"))
        let easter = try ["2026-04-03", "2026-04-06"].map { text in
            let at = try #require(Timestamp(rfc3339: text + "T00:00:00Z"))
            return CivilDate(daysSinceEpoch: at.milliseconds / 86_400_000)
        }
        london = try #require(
            BusinessCalendar(
                zone: zone, opens: 540, closes: 1_050, weekdays: [1, 2, 3, 4, 5], holidays: Set(easter)))
    }

    private func at(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test("business minutes pass only while the house works, over nights, weekends, holidays and summer time")
    func minutes() throws {
        let cases = [
            ("2026-03-02T10:00:00Z", 60, "2026-03-02T11:00:00Z"),
            ("2026-03-02T17:00:00Z", 60, "2026-03-03T09:30:00Z"),
            ("2026-03-06T17:30:00Z", 30, "2026-03-09T09:30:00Z"),
            ("2026-03-07T12:00:00Z", 1, "2026-03-09T09:01:00Z"),
            // Clocks go forward on 29 March: nine in the morning is eight by UTC.
            ("2026-03-27T17:00:00Z", 60, "2026-03-30T08:30:00Z"),
            ("2026-04-02T16:00:00Z", 60, "2026-04-07T08:30:00Z"),
        ]
        for (start, count, expected) in cases {
            #expect(
                london.adding(businessMinutes: count, to: try at(start)) == (try at(expected)), "\(start)")
        }
    }

    @Test("a business day ends with the work of the next workday, Easter and weekends left out")
    func days() throws {
        #expect(
            london.adding(businessDays: 1, to: try at("2026-03-02T10:00:00Z"))
                == (try at("2026-03-03T17:30:00Z")))
        #expect(
            london.adding(businessDays: 3, to: try at("2026-04-01T10:00:00Z"))
                == (try at("2026-04-08T16:30:00Z")))
    }

    @Test("a month ends on the same day of the next, or on its last day")
    func months() throws {
        #expect(
            london.adding(months: 1, to: try at("2026-01-31T12:00:00Z")) == (try at("2026-02-28T12:00:00Z")))
        #expect(
            london.adding(months: 1, to: try at("2026-12-15T12:00:00Z")) == (try at("2027-01-15T12:00:00Z")))
    }

    @Test("clocks by severity and category: grave cases run by the wall, and the law's clocks stand beside")
    func due() throws {
        let clocks = QueueClocks(
            acknowledge: [.businessDays(1), .businessMinutes(240), .minutes(60), .minutes(15)],
            decide: [.businessDays(3), .businessDays(1), .minutes(240), .minutes(60)], followUp: .minutes(30),
            calendar: london,
            regulatory: [
                RegulatoryClock(
                    rule: "DISP-1.6", categories: ["billing"], span: .days(56), because: "a final response")
            ])
        let now = try at("2026-03-07T12:00:00Z")
        let grave = clocks.due([CaseConcern(category: "safety", severity: 4)], at: now, .hold)
        #expect(grave.acknowledgeBy == now.adding(milliseconds: 900_000) && grave.regulatory.isEmpty)
        let billing = clocks.due([CaseConcern(category: "billing", severity: 2)], at: now, .hold)
        #expect(billing.decideBy == (try at("2026-03-09T17:30:00Z")))
        #expect(billing.regulatory.map(\.rule) == ["DISP-1.6"])
        let followUp = clocks.due([CaseConcern(category: "billing", severity: 1)], at: now, .followUp)
        #expect(followUp.decideBy == now.adding(milliseconds: 1_800_000))
    }

    @Test("hours that do not follow each other and weeks without a day are no calendar")
    func unfit() throws {
        let zone = try #require(TimeZone(identifier: "UTC"))
        #expect(BusinessCalendar(zone: zone, opens: 600, closes: 540, weekdays: [1], holidays: []) == nil)
        #expect(BusinessCalendar(zone: zone, opens: 0, closes: 1_440, weekdays: [], holidays: []) == nil)
        #expect(BusinessCalendar(zone: zone, opens: 0, closes: 1_440, weekdays: [8], holidays: []) == nil)
    }
}
