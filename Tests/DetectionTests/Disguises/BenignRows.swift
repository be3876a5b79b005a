/// Lines of a shop's support in which nothing personal stands, however much some of it looks like it.
enum BenignRows {
    static let all = text.split(separator: "\n").map(String.init)

    private static let text = """
        May I ask when the sofa will arrive?
        Mark it as read and close the window, please.
        Will you be able to deliver on Thursday?
        By the grace of the courier it came early.
        I hope the joy lasts longer than the batteries.
        The lamp in rose and amber is out of stock.
        Daisy pattern, ivory frame, hunter green cushions.
        We may miss the bank holiday in May.
        The total was 1,249.00 and the voucher took off 25.00.
        It costs $49.99, or £39.99 without the plug.
        The page showed EUR 1.299,00 yesterday.
        Version 4.1.1.2 of the app crashes at start.
        Firmware 10.20.30.40 was installed overnight.
        Update 3.7.12 fixed the thermostat.
        Error 0x80070057 appears when I press save.
        The screen says E110, then E118, then nothing.
        Code 404 again on the returns page.
        The call took 00:14:35 and I was cut off twice.
        Open from 09:00 to 17:30 on weekdays.
        Shift 0600-1400, then 1400-2200.
        The log line says 2024-03-01T10:15:30.123Z timeout.
        Timestamp 1709288130 looks wrong to me.
        Timestamp 1709288130123 is in milliseconds.
        ISBN 978-3-16-148410-0 is the cookbook.
        EAN 4006381333931 does not scan at the till.
        SKU 4000-1111-2222-3333 is the wrong colour.
        Part 12-3456-78 fits the older mixer.
        The box is 120 x 80 x 45 cm and weighs 31.5 kg.
        It needs 230 V, 50 Hz and 13 A.
        Screws M4x16 and M5x20 were missing.
        The display is 1920x1080, not 3840x2160.
        Page 192 of 224 is blank.
        Model WX-200 hums louder than the WX-100.
        Batch 77-B was recalled, ours is 78-A.
        Gate 12, platform 3, coach C.
        The score was 3-2 after extra time.
        About 62704 people bought one.
        It ran for 14 hours 35 minutes.
        Between 10 and 15 of them were cracked.
        One in five had the wrong lid.
        Twenty-four seven support would be nice.
        Two zero percent offers cannot be joined.
        I counted one, two, three missing feet.
        Step 1 works, step 2 does not, step 3 never appears.
        Use coupon SPRING24 before the weekend.
        The filter size is 25 x 30 inches.
        Ratio 16:9, not 4:3.
        The ticket queue has 17 open items.
        Temperature 21.5 degrees, humidity 48 %.
        Latitude 51.5 and longitude -0.12 is the sea.
        The manual is 24 pages long and says nothing.
        In order to pay I had to click twice.
        The account is closed and I am glad of it.
        My card was declined, why?
        Which card do you take, debit or credit?
        Is my password wrong or is the site down?
        The password page does not load.
        Please reset it, the link has expired.
        The PIN pad is broken at the counter.
        What is the sort code field for?
        The phone rings and nobody answers.
        Could you call me back this afternoon?
        Your number is always busy.
        Email is better for me than the phone.
        I wrote an email yesterday and got no answer.
        The address label was torn off.
        The street was blocked by a lorry.
        The drive is narrow, the van will not fit.
        A five minute drive down the road.
        The place is close to the park.
        Leave it in the garden, behind the hedge.
        The way it was packed is a shame.
        The court of public opinion will hear of it.
        Hello there, anybody at home?
        Dear customer service, the sofa sags.
        Dear team, thank you for the quick repair.
        Thanks again, have a nice day.
        Kind regards and a happy new year.
        Hi all, any news on the part?
        Sorry to hear that, we will look into it.
        This is ridiculous, I want a refund.
        I am calling about a broken chair.
        I am happy with the table but not with the legs.
        Speaking with a human would be a start.
        The agent was kind and patient.
        The manager never called back.
        The driver left it in the rain.
        The courier rang once and ran away.
        Black or white, king or queen size?
        Stone and wood, brown and grey.
        The price of rice is on the rise.
        Long or short curtains, which are cheaper?
        Fields of wheat on the wallpaper.
        West wing sofa, north facing window.
        Summer sale, winter stock.
        April showers rusted the bench.
        June and July are too hot for the delivery of chocolate.
        The sun shade broke in August.
        Monday is fine, Tuesday is better.
        Easter and Christmas are your busy times, I know.
        The bill is higher than the offer.
        The bill was paid in full.
        A frank answer would help.
        The rich red is more orange than on the picture.
        Can you chase the parcel, please?
        Jack it up to change the wheel.
        The pat of butter melted in the warm box.
        Rob the bank is what you did.
        Sue you I will not, but refund me.
        Drew a blank with the chat bot.
        Cook at 180 degrees for 40 minutes.
        Baker's dozen: thirteen forks came.
        Fox fur? No, polyester.
        Wolf down the free biscuits at the counter.
        The art print is crooked in its frame.
        The dean of design should see this.
        Clay pots do not survive your vans.
        A ray of light: the lamp works.
        The star on the tree fell off.
        Candy stripes, cherry red, honey oak.
        The warranty runs for 24 months from delivery.
        Is it 2 for 1 or 3 for 2 this week?
        The tracking number 1Z999AA10123456784 shows no scan.
        Waybill 1234567890 says created, nothing more.
        Tracking: 9400 1000 0000 0000 0000 00.
        I have tried 5 times at this point to pay.
        This is URGENT, the lamp is a gift.
        Do sellers mark up prices in the marketplace?
        On your marks, the sale starts at nine.
        The parcel went through Wayne County Airport twice.
        It flew from MIA to DEN and back.
        I want the name on the mug changed to something shorter.
        Contact Support says it, the page says otherwise.
        The car seat 12A does not fit the buggy frame.
        Steht das Regal im Lager oder am Montag bei euch?
        Le colis est parti de la rue vers midi.
        La lámpara llegó con dos tornillos menos.
        A entrega ficou para a semana que vem.
        Please send 3 of them to the Leeds store.
        Is the address field 40 or 60 characters long?
        Our login page / help page loop for ever.
        The agreement of the colours is what I like.
        Can I swap the Olivia lamp for the Harper lamp?
        The St. James store said Tuesday.
        Two Main Stage tickets came with the speaker.
        """
}
