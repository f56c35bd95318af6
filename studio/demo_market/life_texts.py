"""What the simulated buyers say."""

QUESTIONS = (
    "Hi! This is lovely. Could you tell me the pit to pit and the length, laid flat?",
    "Hello, I'm between sizes in this brand. What does it measure across the waist?",
    "Hi there! Any stretch in the fabric? And how long is it from shoulder to hem?",
    "Love this one. Does it run true to size? I'm usually right on the line.",
)

OFFER_LINES = (
    "Would you take ${price} for it? I can pay today.",
    "I've had my eye on this all week. Could you do ${price}?",
    "Would ${price} work for you? It would go to a very good home.",
)

REPLIES = (
    "Thank you for getting back so fast, that helps a lot.",
    "Perfect, that sounds like my size. Let me sleep on it.",
    "You're kind to measure. I'll think about it over lunch.",
)

TOO_MUCH = (
    "That's a little over what I can do this month, but thank you for meeting me halfway.",
    "Ah, a bit above my limit. Thanks anyway, and good luck with it!",
)

JUST_BOUGHT = (
    "Just bought it, so excited! No hurry with the post.",
    "It's mine! Thank you. I've been looking for one of these for ages.",
    "Bought! It will get its first outing at my sister's birthday.",
)

THANKS = (
    "It's on its way, hooray. Thank you for shipping so quickly!",
    "Saw the tracking, thank you! Lovely buying from you.",
)
