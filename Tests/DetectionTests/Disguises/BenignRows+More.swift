import Conversations
import Detection
import Foundation

extension BenignRows {
    /// Values that are ordinary words, numbers and days, for ``more``.
    static let wordlike: [KnownValue] = [
        ("person.name", "Iris Calloway"), ("person.name", "Rose May"), ("person.name", "Sherry Vance"),
        ("person.name", "Violet Penn"), ("person.name", "Ginger Olive"), ("person.name", "Daisy Marlow"),
        ("person.name", "Rosemary Park"), ("person.name", "Jasmine King"), ("person.name", "Ruby Stone"),
        ("person.name", "Rosa Campos"), ("person.name", "Flor Reyes"), ("person.name", "Ernst Klein"),
        ("person.name", "Blanche Petit"), ("person.name", "Paz Moreno"), ("person.name", "Robin Banks"),
        ("contact.address", "5 Bank Street, Millgate"), ("contact.address", "4b Pumpkin Lane, Oxley Green"),
        ("contact.address", "The Old Bakery, Church Row, Sandford"),
        ("contact.address", "Plaza Mayor 3, Valdoro"),
        ("contact.phone", "+44 7700 900146"), ("contact.email", "wren.hollis@postfach.example"),
        ("order.id", "103407"), ("order.id", "TL-44091"), ("birth.date", "1972-06-17"),
        ("birth.date", "1949-02-05"), ("birth.date", "2001-11-30"), ("account.id", "nightowl77"),
    ].compactMap { path, value in
        FieldClass(path).map { KnownValue(fieldClass: $0, value: value) }
    }

    /// Lines that hold words, numbers and days like known ones and tell none.
    static let more = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }

    private static let text = """
        Iris, violet and lily are the three scents you list.
        We grow iris, rose and daisy along the fence.
        A glass of sherry, a dash of ginger, and it was a feast.
        Is the violet one darker than the rose one?
        The colours are rose, violet, olive and stone.
        Rosemary and thyme go well with lamb.
        Two jars of ginger and one of olive paste are missing.
        The ruby ring, the jade pin and the pearl clasp came loose.
        Jasmine tea, ginger tea and mint tea, six boxes each.
        Do you stock sherry vinegar?
        A rose by any other name would cost less.
        The king size bed has a stone base.
        May was wet, June was dry.
        In May the roses arrive, in June the daisies.
        Ruby is a language, and so is Pearl, I think.
        My robin table has a wobbly leg.
        The banks were closed and the park was full.
        Una rosa blanca y una flor roja, nada más.
        La paz de esta casa depende de su router.
        Los campos de golf están cerrados en mayo.
        Das Paket ist klein, aber die Kiste ist groß.
        Ein kleiner Tisch und ein großer Stuhl.
        Un petit meuble blanc et un grand miroir.
        La robe est blanche, le manteau est petit.
        Os campos do formulário estão vazios.
        O moreno da foto não sou eu, é o modelo.
        The model year is 1972, the plate says.
        It was made in 1949 and restored in 2001.
        The war of 1914 is on the back of the map.
        June 1972 is when the shop opened.
        On 17 May and on 16 June I called.
        The sale runs from 5 to 17 June.
        Is 17 June a holiday for you?
        We are away on the fifth of February.
        My flight is on 30 November, seat 12A.
        Between 30 November 2025 and 5 January 2026 nothing moved.
        The seventeenth of the month is payday.
        Chapter seventeen, page six, line seventy-two.
        They won 17 to 6 in 72 minutes.
        The score was 5-2 at half time and 49 people left.
        Size 17, width 6, depth 72.
        Version 17.6.1 fixes it, 17.6.2 breaks it.
        Update 17.06 is out, they say.
        The file is 19.72 MB.
        It costs 17.06 and 72 for delivery.
        One hundred and three chairs for four hundred and seven guests.
        A hundred thanks and a thousand kisses.
        Three thousand four hundred steps a day.
        The first hundred get a mug.
        Mil gracias por todo.
        Cien veces lo he dicho.
        Cent euros pour un café, vraiment?
        Tausend Dank und einen schönen Tag.
        Hundert Euro sind zu viel.
        Obrigado mil vezes pela ajuda.
        The seven hundred dollar one, please.
        Twenty seven of them were cracked.
        Nineteen seventy was a good year for wine.
        Two thousand and one nights, or was it one thousand?
        The lamp takes 103 watts and costs 407.
        Step 103 of 407 hangs.
        440 volts, 91 amps, says the label.
        Model TL-4409 is not TL-440.
        It weighs 44 kilos, or 91 with the box.
        Room 146 on floor 7 smells of paint.
        Dial 900 for the desk and 146 for the bar.
        A 7700 series drill runs at 900.
        The meter shows 0146 and then 0147.
        The first four digits are all zeros.
        The last four items were fine.
        It starts with a beep and ends in silence.
        The code begins with a letter, does it not?
        It ends with error 500.
        The number at the end of the hose is worn off.
        The bank on the corner has a pumpkin in its window.
        Which street, which lane, which row?
        The lane is closed, take the street by the bank.
        Pumpkin pie and an old bakery feeling, lovely.
        An old bakery makes the best bread.
        The church has a row of lamps.
        The green by the mill is muddy.
        The gate of the mill is open.
        Bank statements go to the street door, please.
        En la plaza hay un mercado cada martes.
        La plaza mayor del pueblo es bonita.
        Die Straße ist gesperrt, der Platz auch.
        La rue est barrée ce matin.
        A rua está em obras há um mês.
        Row 3, seat 5, block 4b.
        Take exit 5 and then the third lane.
        A wren and an owl sit on the night lamp.
        Night owls like 77 watts of light.
        The post fach is a German word.
        Wren is the bird on box 4.
        Hollis is a brand of boots, I read.
        Which of the two: the e-mail or the phone?
        At example point five it stops.
        Turn it round and read it backwards.
        Read from the back: level, radar, noon.
        Was it a car or a cat I saw?
        The label is upside down.
        What? Why? When? Who?
        Is it in stock?No.
        Really?Yes, really*and* truly.
        Price*: 5 and up, *while stocks last.
        B?d or worse, I would say.
        #thanks #summer #sale #love
        #mayflower is the name of the sofa.
        #rosegarden2026 was a nice campaign.
        The @shop handle is gone.
        CamelCase and snakeCase are both fine in the import.
        The markDown and the graceNote plug-in fail.
        Plug A for amplifier, B for bass.
        Press K as in the manual.
        Type E for exit.
        Vitamin C, plan B, size L as in large.
        C/ stands for calle, r. for rue.
        Av. means avenue, Str. means street.
        The av cable and the pl sign are missing.
        Der Platz im Regal reicht nicht.
        La pl. de parking est libre.
        Step I, step II and step VI are unclear.
        Louis XIV chairs, two of them.
        Rocky IV at 17 and VI at 19.
        It is 10 past V, the clock says.
        Win at ten, lose at eleven.
        Double or nothing, I say.
        Triple glazing and double doors.
        Half past seven, five to eight, nine sharp.
        One two three, testing.
        Five four three two one and off it went.
        Six of one, half a dozen of the other.
        Zero sugar, zero taste.
        Nine to five is when you answer.
        Seven eight nine, why is six afraid?
        Oh one more thing: no manual.
        """
}
