/// What the engines are measured on.
enum InventedText {
    static let sentences = [
        "Hello, my order LH-51020 has not arrived and nobody has rung me on 07700 900142 yet.",
        "Thank you for waiting, we have booked the delivery for Tuesday 10 March between 13:00 and 17:00.",
        "I paid 49.99 with card 4111 1111 1111 1111 and the invoice says something else.",
        "Could you tell me whether the driver takes the packaging away? No worries if not.",
        "The address is 19 Cooper Street, Sheffield S3 7TR, the goods entrance is round the back.",
    ]
}
