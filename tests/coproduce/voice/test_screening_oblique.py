"""Sentences that say it without saying it.

The list was tuned on the first 72; the last 20 were written after that and only measured. Recall on what is unseen
is low by nature: the screen orders a queue, people read every comment.
"""

from coproduce.voice.screening import screen

TUNED_ON = (
    "He says everyone would be better off without him.",
    "She gave away all her favourite toys and said goodbye to the cat.",
    "He comes home with marks he won't explain.",
    "She flinches whenever the taxi driver opens the door.",
    "I don't know how much longer I can do this.",
    "He keeps talking about not being here any more.",
    "Her carer makes her keep secrets from us.",
    "He was put in a room on his own with the door held shut.",
    "They take his wheelchair away when he is naughty.",
    "There is never any food in the house at her dad's.",
    "She says the man at the club tickles her under her clothes.",
    "My husband gets so angry that the children hide.",
    "He is always filthy when he comes back from respite.",
    "Some days I think of driving off the road with both of us in the car.",
    "She wishes she had never been born.",
    "He has stopped eating and hides in his room.",
    "An older boy online keeps asking her for pictures.",
    "They sit on him until he stops.",
    "She is terrified of going home at weekends.",
    "He got out of the gate and was found on the main road.",
    "She has long sleeves on even in summer and will not let me see her arms.",
    "They left him in his dirty nappy all day.",
    "He was given someone else's tablets.",
    "I am scared of what I might do.",
    "He asked me what heaven is like and if you can choose to go early.",
    "Her hair has been pulled out in a patch and nobody says how.",
    "He begs me not to send him back to that man.",
    "I lie awake wondering whether we would both be happier gone.",
    "They strap him in the chair for most of the day because it is easier.",
    "She wets herself as soon as she hears his car.",
    "My eldest has been bringing home expensive trainers and will not say who buys them.",
    "He wraps the curtain cord round his neck when he is upset.",
    "She drinks out of the toilet because the tap in her room was turned off.",
    "One of the drivers stops the taxi and gets in the back with her.",
    "His arm was twisted behind his back to get him through the door.",
    "I have started counting my tablets at night.",
    "She cries and covers herself when I change her, she never did before.",
    "He has been seen on the roof twice this month.",
    "The escort tells him not to tell mummy about their game.",
    "I look at him asleep and think it would be kinder if he did not wake.",
    "They leave her feed off so that she is quiet.",
    "She was found walking along the dual carriageway in her pyjamas.",
    "His grandad makes him stand outside in the cold until he says sorry.",
    "She weighs less than she did a year ago and the fridge is empty.",
    "He draws pictures of graves with his own name.",
    "Lads from the estate have moved into his flat and he does what they say.",
    "My girl came back wearing somebody else's underwear.",
    "I locked myself in the bathroom again so that he could not get to me.",
    "He told his sister he has a plan for when we are asleep.",
    "Her hands are always cold and blue and she asks the neighbours for bread.",
    "The night worker comes into her bedroom and she has started putting a chair against the door.",
    "He came home in a different pair of trousers and will not sit down.",
    "I shouted so much last night that I frightened myself.",
    "They put a bag of sand on his lap so he cannot get up.",
    "My daughter's boyfriend reads all her messages and she is not allowed to see us.",
    "She has scratched the word ugly into her leg.",
    "Dad leaves the boys on their own when he goes to the pub.",
    "His epilepsy medicine was not given for three days.",
    "He has written a letter telling us who should have his games.",
    "Her uncle wants to take her abroad to meet a husband.",
    "They shut the curtains and turn off his talker when he makes a noise.",
    "She keeps asking whether it hurts to go under a train.",
    "One of the lads makes him hand over his benefits every week.",
    "There were four grown men on top of my twelve year old.",
    "I left the house because I did not trust myself with him.",
    "He climbs out of his window at night and we do not hear him.",
    "The tutor sits very close and sends her hearts at midnight.",
    "She says her tummy hurts every time it is his weekend.",
    "He has finger shaped marks on his upper arms.",
    "Nobody noticed she had been on the bus all day.",
    "I have nobody, I have not eaten or slept and I think about walking into the canal.",
    "He bangs his face on the wall until it bleeds and they just watch.",
)
UNSEEN = (
    "He told the teaching assistant that nobody at home would cry if he was gone.",
    "The new foster placement padlocks the kitchen.",
    "She sleeps in the bath because her brother comes in otherwise.",
    "My son was made to eat his own vomit.",
    "He is thirteen and his girlfriend is twenty six.",
    "Since the summer she will only let women help her and shakes if a man comes near.",
    "They laughed while they filmed him on the toilet.",
    "I put a pillow over my head so I do not hear him, and last night I held it over him for a second.",
    "There is a dent in the plaster the size of her head.",
    "Grandma locks the gate and says nobody will believe them.",
    "He walks across the M5 bridge and stops in the middle.",
    "She has not been seen by anyone outside the house since March.",
    "The carer fell asleep drunk while he was in the bath.",
    "A man waits for her by the college gates in a different car each day.",
    "He asks for plasters every morning and will not say why.",
    "They hold his nose to make him swallow.",
    "She told her friend it would all be over by Friday.",
    "He was so hot in the locked minibus that he fainted.",
    "My partner says if I talk to the social worker I will lose the children.",
    "Each time she says no he turns her chair to face the wall.",
)


def recall(sentences: tuple[str, ...]) -> float:
    return sum(screen(sentence).concern for sentence in sentences) / len(sentences)


def test_recall_on_the_sentences_it_was_tuned_on() -> None:
    assert recall(TUNED_ON) >= 0.9


def test_recall_on_sentences_it_never_saw_has_a_floor() -> None:
    assert len(TUNED_ON) + len(UNSEEN) >= 40
    assert recall(UNSEEN) >= 0.1
