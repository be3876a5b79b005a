/// Values in forms that no rule was written from, and their harmless twins. All numbers are invented.
enum UnseenForms {
    /// A class and a text with the value between « and ».
    static let found = foundText.split(separator: "\n").map(String.init)
    /// Texts without anything personal.
    static let kept = keptText.split(separator: "\n").map(String.init)

    private static let foundText = """
        payment.card | la tarjeta «4983690060267730» no funciona
        payment.card | la tarjeta «2221-2799-5560-6362» no funciona
        payment.card | I paid with «3696.037519.6642» last week
        payment.card | cartão «6440387950766804»
        payment.card | la tarjeta «6233-8189-1928-6386» no funciona
        payment.card | cartão «6759.9464.0702.3179»
        payment.card | cartão «6521.6921.4291.7476»
        payment.card | cartão «9792.1075.8287.7037»
        payment.card | card «4229 - 2113 - 2624 - 4738»
        payment.iban | Mein Konto ist «DE89370400440532013000».
        payment.iban | please refund to «NL91ABNA0417164300»
        payment.iban | Mein Konto ist «IE29AIBK93115212345678».
        payment.iban | IBAN: «FI2112345600000785»
        payment.iban | IBAN: «BG80 BNBG 9661 1020 3456 78»
        payment.iban | iban «LV80 BANK 0000 4351 9500 1»
        payment.iban | iban «SA03 8000 0000 6080 1016 7519»
        payment.iban | please refund to «GE29 NB00 0000 0101 9049 17»
        gov.id | my social is «123-45-6780»
        gov.id | last four of my social are not enough so here: «536-22-8726»
        gov.id | my drivers license number is «D1234567»
        gov.id | Medicare number «1EG4-TE5-MK73»
        gov.id | NHS number «943 476 5919»
        gov.id | driving licence «MORGA657054SM9IJ»
        gov.id | tax file number is «123456782»
        gov.id | Medicare no. «2123456701»
        gov.id | Meine Steuer-ID ist «86 095 742 719»
        gov.id | SV-Nummer «65180539W001»
        gov.id | Reisepass Nr. «C01X00T47»
        gov.id | NIR: «255081416802538»
        gov.id | SPI «3023217600053»
        gov.id | Aadhaar «2345 6789 0124»
        gov.id | PAN card number «abcpe1234f»
        gov.id | GSTIN «27AAPFU0939F1ZV»
        contact.phone | call me on «+1 415 555 0132»
        contact.phone | Tel: «415.555.0132»
        contact.phone | meu telefone é «+1 (212) 555-0147 ext. 22»
        contact.phone | you can ring «020 7946 0958» tomorrow
        contact.phone | WhatsApp «+44 (0)161 496 0123»
        contact.phone | joignable au «00 44 7700 900123»
        contact.phone | reach me at «(02) 5550 1234» after six
        contact.phone | téléphone : «+61 491 570 159»
        contact.phone | text «+49 30 23125 123»
        contact.phone | mobile: «+49 (0) 171 5550 123».
        contact.phone | ligue para «+4915123456789»
        contact.phone | my number is «06 39 98 12 34»
        contact.phone | Telefon «+33 (0)6 39 98 12 34»
        contact.phone | mi teléfono es «+91 98765 43210»
        contact.phone | phone «091-9876543210»
        contact.phone | Rückruf bitte unter «+91 (0)98765 43210»
        contact.email | my e-mail is «ana.maria+shop@example.co.uk»
        contact.email | write to «"ana maria"@example.org» please
        contact.email | «tamsin@müller.example» is my address
        contact.email | Email: «tamsin@xn--mller-kva.example»
        contact.email | my e-mail is «o'neil@example.com»
        contact.email | write to «a_b-c%d@sub.example.museum» please
        contact.email | «TAMSIN@EXAMPLE.COM» is my address
        contact.email | Email: «tamsin at example dot com»
        contact.email | my e-mail is «tamsin (at) example (dot) com»
        contact.email | write to «tamsin[at]example[dot]org» please
        contact.email | «tamsin @ example . com» is my address
        contact.email | Email: «josé@exämple.de»
        contact.email | my e-mail is «用户@例子.公司»
        contact.email | write to «tamsin＠example．com» please
        net | from IP «203.0.113.57»
        net | IPv6 «2001:db8:85a3::8a2e:370:7334»
        net | host «2001:0db8:0000:0000:0000:ff00:0042:8329»
        net | [«2001:db8::1»]:443
        net | addr «::ffff:192.0.2.128»
        net | login from «203.0.113.0/24»
        birth.date | d.o.b. «14/03/1985»
        birth.date | DOB: «1985-03-14»
        birth.date | my birthday is «March 14, 1985»
        birth.date | my birthday is «14-Mar-85»
        birth.date | DOB: «14 Mar 1985»
        birth.date | DOB: «14 03 1985»
        birth.date | DOB: «14/3/85»
        birth.date | Geburtsdatum: «14.3.85»
        birth.date | né le «14 mars 1985»
        birth.date | date de naissance : «14/03/1985»
        birth.date | fecha de nacimiento «14-03-1985»
        birth.date | data de nascimento: «14/03/1985»
        birth.date | mi cumpleaños es el «2 de enero de 1970»
        birth.date | mon anniversaire est le «5 mai 1988»
        payment.cvv | cvv «123»
        payment.cvv | security code is «918»
        payment.cvv | cvv2=«077»
        payment.cvv | Prüfziffer der Karte «482»
        payment.cvv | código de seguridad «482»
        payment.cvv | código de segurança «482»
        payment.cvv | the number on the back of my card is «482»
        payment.cvv | CSC «911»
        payment.pin | my pin is «4821»
        payment.pin | card PIN: «0913»
        payment.pin | PIN-Code «4821»
        secret | pw: «hunter2»
        secret | my password is «Tr0ub4dor&3»
        secret | password: «correct-horse»
        secret | the pass is «Blue$ky99»
        secret | Passwort: «Sommer2024!»
        secret | mein Passwort ist «Geheim!23»
        secret | Kennwort «Winter#7»
        secret | contraseña: «Clave123!»
        secret | mi contraseña es «gatito77»
        secret | clave: «Xz81!kd»
        secret | mot de passe : «Soleil!9»
        secret | mon mot de passe est «chaton42»
        secret | senha: «Mudar@123»
        secret | minha senha é «cachorro1»
        secret | pwd=«s3cr3t!»
        secret | password for tamsin: «Pa55w0rd!» 
        secret | passphrase is «purple monkey dishwasher»
        secret | "password":"«hunter2»"
        secret | password changed to «Maple!77»
        secret | MY PASSWORD IS «HUNTER2»
        secret | passwd «abc12345»
        secret | temporary password «xK9-22»
        contact.address | «1600 Amphitheatre Parkway, Mountain View, CA 94043»
        contact.address | «350 Fifth Ave Apt 12B, New York, NY 10118»
        contact.address | ship to «4 Privet Drive, Little Whinging, Surrey GU1 1AA»
        contact.address | my postcode is «SW1A 2AA»
        contact.address | GPO «Box 1234, Sydney NSW 2001»
        contact.address | «Hauptstr. 5a, 80331 München»
        contact.address | «12 rue de la Paix, 75002 Paris»
        contact.address | «14 boulevard Saint-Michel, 33000 Bordeaux»
        contact.address | «12/4 Nehru Nagar, Andheri West, Mumbai 400058»
        contact.address | «Av. Paulista, 1578, apto 42, Bela Vista, 01310-200»
        vehicle.plate | car reg «AB12 CDE»
        vehicle.plate | number plate «LK53ABC»
        vehicle.plate | Kennzeichen: «M XY 77»
        vehicle.plate | immatriculation «AA-229-AB»
        vehicle.plate | placa do carro «ABC-1234»
        vehicle.plate | plate «ABC 1234» (Texas)
        person.name | my name is «Tamsin Okonkwo»
        person.name | Hi, this is «Priya Raman» speaking
        person.name | I'm «Declan O'Rourke» and I need help
        person.name | Dear «Mr Haldane»,
        person.name | mein Name ist «Jürgen Vogel»
        person.name | ich heiße «Katrin Böhm»
        person.name | je m'appelle «Élodie Marchand»
        person.name | mon nom est «Luc Besnard»
        person.name | me llamo «Iñigo Garrido»
        person.name | mi nombre es «Lucía Fernández»
        person.name | meu nome é «João Figueira»
        person.name | chamo-me «Inês Sardinha»
        person.name | eu sou a «Beatriz Lemos»
        person.name | Name: «Tamsin Okonkwo»
        person.name | customer name «Priya Raman»
        person.name | the account is in the name of «Harriet Blume»
        contact.email | «tamsin@example,com» is my address
        secret | I use «Qwerty!234» as my password
        secret | OTP «771 204»
        payment.cvv | CVV is «4 8 2»
        gov.id | título de eleitor «1023 8501 0671»
        net.mac | wifi mac «001A2B3C4D5E»
        person.name | Nom : «Marchand»
        person.name | I am called «Wren Abernathy»
        """

    private static let keptText = """
        SKU 4111-2222-3333
        tracking ID 9400 1000 0000 0000 0000 00
        parcel JD014600006281234567
        firmware v10.2.13.4 build 20240314
        the total was £1,299.00
        I paid $12,345,678.90
        room 4821 on floor 12
        flight BA2490 at 14:35
        meeting on 14/03/2025 at 10:30
        warranty until 2027-03-14
        the sale ends March 31
        ISBN 0-306-40615-2
        error code 0x80070057
        timestamp 1714060800123
        call lasted 12:34
        dimensions 120.5 x 60.25 x 45
        serial SN-2023-000123-X
        model WX-4155-550
        commit 9f8e7d6c5b4a39281706f3a9c1d2e4b5a6978877
        uuid 123e4567-e89b-12d3-a456-426614174000
        the ratio is 16:9 and 4:3
        section 12.4.3
        Will you call me back?
        I will have a rose and some jade
        Dear customer service,
        Sehr geehrte Damen und Herren
        Kind regards,
        I'm very sorry about the delay
        I am calling about the sofa
        this is Amazing News
        my name is spelt wrong on the label
        I forgot my password yesterday
        please reset the password for me
        I changed my password last week
        mi contraseña no funciona
        the pin is bent on the plug
        the security code was never sent
        card declined 3 times
        the code for 20% off is SPRING20
        promo WELCOME2024
        hours 08:00-17:30
        2-3 working days
        24/7 support
        I called 3 times in 2 days
        product 555-0132
        quantity 1000 x 24
        population 8 925 000
        she was born to shop
        our company was founded on 14 March 1985
        manufactured 14.03.1985
        www.example.com/help
        see readme.txt and main.swift
        meet me at the store dot
        follow us @shopexample
        localhost:8080 and port 5432
        MAC lipstick 00:12 on video
        00:01:02:03 timecode
        5 Main points to consider
        3 drive units and 2 court shoes
        square 12 and circle 3
        the car is a Ford Focus 2019
        AB12 is the shelf
        size EU 42 UK 8 US 10
        resistor 10k 5%
        PS5 and GTX 4090 with 16 GB
        TLS 1.3 RFC 8446
        M8x40 screws
        2024-2025 season
        odds 5/2
        lot 12-345-678
        customer since 2014
        account closed in 2019
        Lieferung am 14.03.2025 um 10 Uhr
        entrega el 14 de marzo de 2025
        R$ 1.299,00 à vista
        Betrag 1.299,00 EUR
        INR 1,23,456.00
        GPS 52.520008, 13.404954
        page 1234 of 5678
        0000 0000 0000 0000
        123-456
        token of appreciation
        key features and secret sauce
        secret santa is in room 12
        Best wishes for the holidays
        Thanks again
        Hi Support
        ask for a refund
        my wife will collect it
        mein Name steht falsch auf dem Paket
        call 999 in an emergency
        text STOP to 12345
        extension 204
        line 12 to 555
        1EG4 cable
        SV Nummer
        DE89 is the prefix
        PAN is a pizza
        social media at 12-45-2024
        tax file missing
        licence expired in 2023
        passport control takes 2 hours
        RG pendente
        the code on the back 20% off
        I use Chrome as my browser
        verification code never arrived
        one-time purchase 482913 points
        sk-based pricing
        SG.1 and SG.2 gates
        hvs.1 valve
        """
}
