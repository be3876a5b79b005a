/// Values that a text itself introduces, in five languages: one row a line, its class and the text with the value between
/// « and »; rows of the class `keep` hold nothing personal.
enum IntroducedRows {
    static let secrets = """
        secret | my password is: «correct horse battery staple»
        secret | My password is: «purple monkey dishwasher lamp», thanks
        secret | the password I use is «Sommer2024»
        secret | I used «Sommer2024!» as password
        secret | Password - «S0mmer»
        secret | pw=«hunter2»
        secret | pass: «Tr0ub4dor»
        secret | the password that I always use for the portal is «Blue42Kite»
        secret | «Winter2023!» is my password
        secret | wifi password: «maple-river-stone-cloud»
        secret | temp password is «xK9pQ2vL»
        secret | password: "«Gr8Escape»"
        secret | Mein Passwort ist: «lila Elefant tanzt Walzer»
        secret | das Passwort, das ich benutze, ist «Sommer2024»
        secret | Ich habe «Sommer2024!» als Passwort
        secret | Kennwort: «Regenbogen77»
        secret | le mot de passe que j'utilise est «Soleil2024»
        secret | mdp : «Tournesol9»
        secret | j'ai mis «Soleil2024!» comme mot de passe
        secret | mon mot de passe est «Marguerite88»
        secret | la contraseña que uso es «Verano2024»
        secret | mi contraseña es «Girasol77»
        secret | clave: «caballo azul lampara nube»
        secret | puse «Verano2024» como contraseña
        secret | a senha que eu uso é «Verao2024»
        secret | minha senha é «Abacaxi99»
        secret | uso «Verao2024!» como senha
        secret | the code you texted me is «482913»
        secret | your sms says «731904»
        secret | der Code lautet «482913»
        secret | le code que j'ai reçu est «482913»
        secret | el código que recibí es «482913»
        secret | o código que recebi é «482913»
        secret | the verification code is «four eight two nine one three»
        secret | my mother's maiden name is «Kowalska»
        secret | mother's maiden name: «kowalska»
        secret | the answer to my security question is «Biscuit»
        secret | first pet was «Rex» and the school was far
        secret | Mädchenname meiner Mutter: «Brandauer»
        secret | le nom de jeune fille de ma mère est «Lagarde»
        secret | apellido de soltera de mi madre: «Quiroga»
        secret | nome de solteira da minha mãe: «Tavares»
        payment.pin | my PIN is «4821»
        payment.pin | PIN - «4821»
        payment.pin | my PIN is «four eight two one»
        payment.pin | Meine PIN ist «4821»
        payment.pin | meine Geheimzahl ist «vier acht zwei eins»
        payment.pin | mon code PIN est «4821»
        payment.pin | mi PIN es «4821»
        payment.pin | meu PIN é «4821»
        account.id | my username is «dan_smith88»
        account.id | username: «dansmith»
        account.id | my login is «dsmith88»
        account.id | Benutzername: «krause_m»
        account.id | nom d'utilisateur : «jlagarde7»
        account.id | mi usuario es «rquiroga21»
        account.id | nome de usuário: «btavares»
        keep | the password reset link does not arrive
        keep | password is not accepted
        keep | my password is wrong
        keep | the password field stays empty
        keep | my password is expired since yesterday
        keep | Password: incorrect username entered twice
        keep | Password - reset
        keep | your password must contain 8 characters
        keep | the password policy asks for 8-16 characters
        keep | I forgot my password and my username
        keep | is the password case-sensitive?
        keep | the password I use is wrong
        keep | the password you sent is not working
        keep | Passwort vergessen
        keep | mein Passwort ist ungültig
        keep | mein Passwort ist nicht korrekt
        keep | das Passwort, das ich benutze, ist falsch
        keep | mot de passe oublié
        keep | mon mot de passe est refusé
        keep | mon mot de passe ne fonctionne pas
        keep | le mot de passe que j'utilise est incorrect
        keep | olvidé mi contraseña
        keep | mi contraseña es incorrecta
        keep | la contraseña no funciona
        keep | esqueci minha senha
        keep | minha senha está errada
        keep | a senha que eu uso é inválida
        keep | I use a password manager
        keep | username is not recognised
        keep | username and password do not work
        keep | my login is broken
        keep | the login page is slow
        keep | Benutzername ist falsch
        keep | mi usuario es incorrecto
        keep | the PIN is wrong
        keep | I never got my PIN
        keep | the PIN arrives in two days
        keep | the code you texted me is not working
        keep | der Code ist abgelaufen
        keep | le code est refusé
        keep | el código es incorrecto
        keep | o código é inválido
        keep | the discount code does not work
        keep | the security question is missing
        keep | my maiden name is wrong on the account
        keep | the answer to my security question is not accepted
        keep | as password rules go, these are fine
        keep | the pass: is it for one day?
        """

    static let contacts = """
        contact.email | email: «arjun.raman @ example.com»
        contact.email | my e-mail is «arjun.raman@ example.com»
        contact.email | «arjun.raman @ example . com» is mine
        contact.email | write to «arjun @ example.com» please
        contact.email | «d a n i e l at example dot net»
        contact.email | mail me: «daniel at e x a m p l e dot net»
        contact.email | it is «dan dot smith at example dot net»
        contact.email | it is «dan underscore smith at example dot net»
        contact.email | «ana.diaz(at)example.com»
        contact.email | «ana.diaz [at] example [dot] com»
        contact.email | meine Mail ist «jana at beispiel punkt de»
        contact.email | meine Mail ist «jana.krause (ät) beispiel (punkt) de»
        contact.email | mon mail est «julie chez exemple point fr»
        contact.email | mon mail est «julie arobase exemple point fr»
        contact.email | mi correo es «rosa arroba ejemplo punto es»
        contact.email | meu email é «bruno arroba exemplo ponto com»
        contact.phone | my number: «07700-900141» (Dan)
        contact.phone | my mobile number is «oh seven seven double oh nine double oh one four one»
        contact.phone | call me on «zero seven seven zero zero, nine zero zero, one four one»
        contact.phone | my phone is «triple five zero one four two nine one»
        contact.phone | meine Nummer ist «null eins sieben eins drei drei vier vier fünf fünf sechs»
        contact.phone | meine Handynummer: «null eins sieben eins doppel drei vier vier fünf fünf sechs»
        contact.phone | mon numéro est le «zéro six douze trente-quatre cinquante-six soixante-dix-huit»
        contact.phone | mi número es «seis uno dos tres cuatro cinco seis siete ocho»
        contact.phone | meu telefone é «nove um dois três quatro cinco seis sete oito»
        birth.date | my date of birth is «31/02/1985»
        birth.date | DOB: «45.13.1990»
        birth.date | Geburtsdatum: «31.02.1985»
        birth.date | date de naissance : «31/02/1985»
        birth.date | fecha de nacimiento: «31/02/1985»
        birth.date | data de nascimento: «31/02/1985»
        keep | meet me @ noon
        keep | see us @ example.com
        keep | 5 apples @ 3.50
        keep | je suis chez moi point barre
        keep | at this point it works
        keep | there are two of three at the door
        keep | my number is one of many
        keep | call me in two or three days
        keep | I called three times, four minutes each
        keep | one two three, testing
        keep | ich habe zwei oder drei Fragen
        keep | j'ai appelé deux ou trois fois
        keep | llamé dos o tres veces
        keep | liguei duas ou três vezes
        keep | ring me at five thirty
        keep | my number is not listed
        keep | born in a small town
        keep | two hundred and fifty units
        keep | I waited one hour and twenty minutes
        keep | a dozen at most, dot the i
        """

    static let payments = """
        payment.card | my card is «four one one one one one one one one one one one one one one one»
        payment.card | my card number is «four triple one, quadruple one, quadruple one, one one one two»
        payment.card | card number «4111 1111 1111 1112»
        payment.card | my card is «4539148803436468»
        payment.card | meine Karte ist «vier eins eins eins eins eins eins eins eins eins eins eins eins eins eins eins»
        payment.card | ma carte est «quatre un un un un un un un un un un un un un un un»
        payment.card | mi tarjeta es «cuatro uno uno uno uno uno uno uno uno uno uno uno uno uno uno uno»
        payment.card | meu cartão é «quatro um um um um um um um um um um um um um um um»
        payment.cvv | the code on the back is «seven three seven»
        payment.cvv | CVV is «737»
        payment.cvv | the CVV is «seven three seven»
        payment.cvv | die Prüfziffer ist «sieben drei sieben»
        payment.cvv | le code au dos est «sept trois sept»
        payment.cvv | el código de seguridad es «siete tres siete»
        payment.cvv | o código de segurança é «sete três sete»
        payment.iban | my IBAN is «DE89 3704 0044 0532 0130 01»
        payment.iban | IBAN: «GB29 NWBK 6016 1331 9268 18»
        payment.iban | meine IBAN lautet «DE89370400440532013001»
        payment.iban | mon IBAN est «FR14 2004 1010 0505 0001 3M02 607»
        payment.account | sort code «20-00-00»
        payment.account | sort code is «two zero zero zero zero zero»
        payment.account | bank account number is «5577 9911»
        account.id | my account number is «five five seven seven nine nine one one»
        account.id | Kundennummer: «fünf fünf sieben sieben neun»
        keep | my card is one of two
        keep | the card was declined twice
        keep | my card expires soon, three months
        keep | one card, two cards, three cards
        keep | meine Karte ist weg
        keep | ma carte est bloquée
        keep | mi tarjeta es nueva
        keep | meu cartão é novo
        keep | the IBAN is wrong
        keep | IBAN is missing on the form
        keep | die IBAN ist falsch
        keep | the code on the back is unreadable
        keep | the CVV is not accepted
        keep | my account is one year old
        keep | the account has two users
        keep | the sort code is wrong
        keep | order two or three of them
        keep | I paid four hundred and twenty
        """

    static let documents = """
        gov.id | my passport is «GB 533401372»
        gov.id | passport no. «GB 533 401 372»
        gov.id | passport number: «533401372»
        gov.id | my passport, number «C01X00T47», is valid
        gov.id | Reisepass «C01X00T47»
        gov.id | meine Reisepassnummer ist «C01X 00T4 7»
        gov.id | mon passeport est «12AB34567»
        gov.id | numéro de passeport : «12 AB 34567»
        gov.id | passport «A1234567»
        gov.id | my passport is «PA 1234567»
        gov.id | meu passaporte é «FZ 123456»
        gov.id | mi pasaporte es «AAA123456»
        gov.id | my passport is «five three three four oh one three seven two»
        gov.id | driving licence «MORGA 753116 SM9IJ»
        gov.id | my driver's license is «D123-4567-8901»
        gov.id | Führerschein: «B072RRE2I55»
        gov.id | numéro de permis : «880 675 100 123»
        gov.id | NINO «QQ 12 34 56 C»
        gov.id | my tax number is «QQ 12 34 56 C»
        gov.id | national insurance number: «AB 123456 C»
        gov.id | NI number is «QQ123456C» and I need help
        gov.id | my SSN is «000 12 3456»
        gov.id | social security number «987654321»
        gov.id | my ITIN is «912-34-5678»
        gov.id | my EIN is «00-1234567»
        gov.id | Steuer-ID: «12 345 678 901»
        gov.id | meine Steuernummer ist «12/345/67890»
        gov.id | numéro de sécurité sociale «1 85 05 78 006 084 99»
        gov.id | meu CPF é «123.456.789-00»
        gov.id | CNPJ «12.345.678/0001-00»
        gov.id | Aadhaar «1234 5678 9012»
        gov.id | my PAN number is «ABCDE1234F»
        gov.id | my TFN is «123 456 789»
        gov.id | Medicare number «2123 45670 2»
        gov.id | mi DNI es «12345678A»
        keep | my passport is expired
        keep | the passport office was closed for 3 weeks
        keep | I lost my passport in 2024
        keep | passport is 10 years old
        keep | passport ok 2024
        keep | my tax number is missing
        keep | the tax year 2024 is over
        keep | my driving licence is at home
        keep | mein Reisepass ist abgelaufen
        keep | mon passeport est perdu
        keep | mi pasaporte es nuevo
        keep | meu passaporte é antigo
        keep | Steuer-ID fehlt noch
        keep | the national insurance rate is 12 %
        keep | do you need my NINO or my passport?
        keep | social security pays $1,200
        keep | tax id is required for invoices above 200
        keep | health card is in the mail
        keep | the passport photo is 35 by 45
        keep | le numéro fiscal manque
        """

    static var all: [String] {
        [secrets, contacts, payments, documents].flatMap { $0.split(separator: "\n").map(String.init) }
    }
}
