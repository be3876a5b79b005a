import Conversations
import Detection
import Foundation

extension BenignRows {
    /// A value of a record, and a line that uses its very words for something else.
    static let own: [(known: KnownValue, line: String)] = ownText.split(separator: "\n").compactMap { row in
        let parts = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 3, let fieldClass = FieldClass(parts[0]) else { return nil }
        return (KnownValue(fieldClass: fieldClass, value: parts[1]), parts[2])
    }

    private static let ownText = """
        person.name | Penny Marsh | The penny dropped in the salt marsh.
        person.name | Jordan Banks | The West Bank and Jordan are not on your shipping list.
        person.name | Florence Carter | The flight to Florence had a food cart and a carter bag.
        person.name | Clay Porter | The clay pot cracked and the hotel porter dropped it.
        person.name | Melody Singer | The melody of the alarm; my Singer sewing machine hums.
        person.name | Jasmin Wolf | Jasmin tea and a wolf poster.
        person.name | Rubén Delgado | El delgado marco se rompió.
        person.name | Manuela Machado | O machado veio sem cabo.
        person.name | Stefan Koch | Der Koch im Video benutzt eure Pfanne.
        person.name | Anna Winter | Im Winter ist die Heizung zu schwach.
        person.name | Claire Fontaine | La fontaine claire de votre jardin fuit.
        person.name | Alexis Tesla | My Tesla charger adapter is missing.
        person.name | Grace Kelly | The Kelly bag strap broke.
        person.name | Sandy Beach | The sandy colour is fine, the beach towel is not.
        person.name | Robin Hood | The cooker hood hums; a robin is on the box.
        person.name | Art Vandelay | The art supplies came late.
        person.name | Mark Stone | Stone tiles with a mark on each one.
        person.name | Crystal Waters | The crystal glass leaks water, two waters in the case.
        person.name | Ivy Chase | Ivy grows over the wall, no need to chase it.
        birth.date | 1983-08-19 | The offer ends 19 August 2026 at noon.
        birth.date | 1983-08-19 | I paid 19.08 and 83.19 for two of them.
        birth.date | 1983-08-19 | Version 19.8.83 crashes on start.
        birth.date | 1983-08-19 | The 1983 vintage is out of stock.
        birth.date | 1983-08-19 | We have 19 chairs and 83 tables, 8 of them broken.
        birth.date | 1983-12-25 | Are you closed on Christmas Day 2026?
        contact.phone | +44 7700 900461 | Part 900461 is out of stock.
        contact.phone | +44 7700 900461 | The motor runs at 7700 rpm and costs 461.
        contact.phone | +44 7700 900461 | Model 900461-B is too loud.
        contact.phone | +1 415 555 0177 | Area 415 has no pick-up point.
        contact.address | 38 Wisteria Crescent, Thornaby TS17 9QJ | The wisteria plant died after 38 days.
        contact.address | 38 Wisteria Crescent, Thornaby TS17 9QJ | A crescent moon lamp, size 38 please.
        contact.address | Lindenstraße 14, 10969 Berlin | Der Linden-Honig kostet 14 Euro.
        contact.address | 5 Leeds Road, Bradford | Leeds Castle tickets, two adults.
        contact.address | 12 Baker Street, London | The Baker Street poster and the London map.
        contact.address | 9 Station Road, Oakham | The road to the station is blocked.
        contact.address | 77 Rose Lane, Ashford | Roses in lane 77 of the garden centre.
        order.id | GX-40817-TR | The GX-400 drill needs a 17 mm bit.
        order.id | 88213045 | It has 8821 parts and 3045 screws.
        payment.card | 4111111111111111 | Error 1111 on the card reader.
        payment.card | 4111111111112345 | Error code 2345 when the card reader boots.
        contact.email | olive@example.com | Olive oil and an example of the label.
        contact.email | info@harrow.example | More info on the harrow, please.
        order.id | 2024-551 | Your 2024 catalogue lists 551 items.
        person.name | Dale Rivers | The dale is lovely, the rivers flooded the depot.
        person.name | Miles Long | The cable is miles long.
        person.name | Chase Banks | My bank is Chase, do you take it?
        person.name | Ruby Lane | Ruby red lipstick from lane 4.
        person.name | Heather Field | The heather in the field died.
        person.name | Max Power | Set the vacuum to max power.
        person.name | Ginger Root | Ginger root tea in bulk?
        person.name | Dawn French | Does the French press brew before dawn?
        person.name | Joy Division | The joy division shirt shrank.
        person.name | Sunny Day | On a sunny day the panel works.
        person.name | Lea Vogel | Der Vogel auf der Tasse blättert ab.
        person.name | Rosa Blanco | La taza rosa y el plato blanco llegaron rotos.
        person.name | Luz Reyes | La luz del baño no funciona, ni los reyes magos del belén.
        person.name | Marina Costa | A marina fica na costa, o barco chegou.
        person.name | Paul Petit | Le petit pot est fêlé.
        person.name | Paris London | How long from the Paris to the London depot?
        person.name | Carrie Carrier | Which carrier do you use?
        person.name | Bob Fisher | The float should bob up when a fisher pulls.
        person.name | Klaus Schreiner | Der Schreiner hat das Brett zu kurz geschnitten.
        person.name | Ann Iversen | An anniversary cake, please.
        person.name | Ted Penrose | The pen rose in price.
        person.name | Sam Banks | My bank's app shows an error.
        person.name | Georgia Lincoln | The Georgia warehouse is empty, the Lincoln one too.
        birth.date | 1984-03-05 | Firmware 5.3.84 bricked it.
        birth.date | 1978-11-23 | I paid 23.11 and 19.78 for the two.
        birth.date | 1978-11-23 | On 23 November we celebrate the shop's anniversary.
        contact.phone | +44 7700 900417 | Model 900417-B hums.
        contact.address | 12 Baker Street, London | Is the Baker Street station map in print?
        order.id | 2024-7781-55 | Your 2024 catalogue, page 77, shows the price as 81.55.
        """
}
