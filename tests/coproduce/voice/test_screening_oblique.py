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

NEVER_TUNED_ON = (
    "He has started sleeping with his shoes on in case he has to run.",
    "Her stepdad decides when she is allowed to drink.",
    "She told the dinner lady it hurts to sit.",
    "The lads outside the chip shop give him cigarettes if he carries things for them.",
    "My brother takes her to his shed and the door stays shut.",
    "He says the voices tell him to do it before his birthday.",
    "I put the chain on the door and my keys in the freezer so I cannot reach them at night.",
    "She keeps a bag packed under the bed.",
    "There is a hole in his bedroom door where the handle was taken off so it cannot be opened from inside.",
    "The transport escort films her when she cries and shows the others.",
    "He came back from his weekend with a burn the shape of a spoon.",
    "She asked if you can still be buried if it is your own fault.",
    "He only eats at school and puts the rolls in his pockets on Fridays.",
    "They make him wear the nappy on his head when he has an accident.",
    "My partner has my bank card and reads my messages, so I am writing this at the library.",
    "His respite worker gives him her tablets so that he sleeps through.",
    "She will not let Grandad do her bath any more and she used to love him.",
    "He stands on the wrong side of the railings by the station and laughs.",
    "They call it the quiet cupboard and he is in it most afternoons.",
    "She met him on a game and he has sent her a phone we did not buy.",
    "The man upstairs gives my son money to keep a lookout.",
    "He flushed his insulin because he says there is no need for it now.",
    "I shook her pushchair so hard today that I had to walk away.",
    "My ex waits in his car outside the school and she hides behind the bins.",
    "She comes home wearing a different top each time and says she got wet.",
    "Staff tip his chair back so that he cannot put his feet down.",
    "He was left in the minibus in the depot until the cleaner found him.",
    "She has written her name on all her things so that people know who gets what.",
    "Dad says girls like her do not need school, the wedding is in the summer.",
    "When he spills something they put his hand in it and rub it on his face.",
    "Nobody in our house is allowed to sleep until he says so.",
    "She has stopped drinking because then she need not ask them for the toilet.",
    "The tutor locks the door for their lessons and she has asked to stop.",
    "His little sister has the same marks now.",
    "I gave the dog away because I will not be here to feed it.",
    "He tells me his carer plays the tickling game with the light off.",
    "The pads are counted, so he sits in a wet one until four o'clock.",
    "She draws the same man with no face and scribbles him out until the paper tears.",
    "They gave him cold showers to teach him.",
    "He wrote on the bathroom mirror that it would be quieter for all of us.",
)
"""Written after version 2 of the list was closed; nothing was added to it for them."""
CAUGHT = 8


def recall(sentences: tuple[str, ...]) -> float:
    return sum(screen(sentence).concern for sentence in sentences) / len(sentences)


def test_recall_on_the_sentences_it_was_tuned_on() -> None:
    assert recall(TUNED_ON) >= 0.9


def test_recall_on_sentences_it_never_saw_has_a_floor() -> None:
    assert len(TUNED_ON) + len(UNSEEN) >= 40
    assert recall(UNSEEN) >= 0.1


def test_recall_on_sentences_written_after_the_list_was_closed_is_known() -> None:
    """The figure in decision 5. Who adds cues for these sentences writes new ones, and reports those."""
    assert len(NEVER_TUNED_ON) == 40
    assert sum(screen(sentence).concern for sentence in NEVER_TUNED_ON) == CAUGHT
