import time

import pytest

from coproduce.voice.screening import Screening, screen, version

EXPLICIT = {
    "self_harm_suicide": [
        "He is suicidal",
        "She talks about suicide",
        "He tried to kill himself",
        "self-harm",
        "selfharming",
        "she cuts herself",
        "took an overdose",
        "she wants to die",
        "doesn't want to live",
        "I want to end it all",
        "don’t want to be here anymore",
        "noose",
        "took his own life",
        "bites himself",
        "ligature",
    ],
    "physical_harm_restraint": [
        "the teacher hit my son",
        "a member of staff slapped him",
        "they hit him",
        "he was punched",
        "restrained every day",
        "held down by three adults",
        "pinned to the floor",
        "locked in a room",
        "seclusion",
        "was strangled",
        "black eye",
        "came home with bruises",
        "dragged by staff",
        "rough handling",
        "someone is hurting my child",
        "strapped to a chair",
    ],
    "sexual": [
        "sexual abuse",
        "raped",
        "molested",
        "groomed online",
        "touched her private parts",
        "sent nudes",
        "sexually",
    ],
    "abuse_neglect": [
        "abuse",
        "emotional abuse",
        "neglect",
        "neglected",
        "domestic violence",
        "threatened with a knife",
        "starving",
        "left in a soiled pad",
        "no food",
        "scared to go home",
        "forced marriage",
        "FGM",
        "county lines",
        "trafficked",
    ],
    "child_at_risk": [
        "not safe at school",
        "she isn't safe",
        "he doesn't feel safe",
        "unsafe",
        "at risk of harm",
        "safeguarding",
        "ran away from school",
        "went missing",
        "he runs into the road",
        "wrong medication",
        "bullied",
        "in danger",
    ],
    "carer_crisis": [
        "I can't cope",
        "I cannot cope any longer",
        "at breaking point",
        "we are in crisis",
        "I might hurt him",
        "end of my tether",
        "I'm going to snap",
        "carer breakdown",
        "I am desperate",
    ],
}
WRITTEN_ODDLY = [
    "k i l l myself",
    "K.I.L.L myself",
    "k i l l m y s e l f",
    "su1cide",
    "s3lf harm",
    "$uicide",
    "SUIIICIDE",
    "s u i c i d e",
    "r*ped",
    "4buse",
    "s-u-i-c-i-d-e",
    "ѕuicide with a\u200bbuse",
    "ａｂｕｓｅ",
]
MISSPELLED = [
    "suiside",
    "sucidal",
    "suicidle",
    "slef harm",
    "abuze",
    "abussed",
    "negleted",
    "restrianed",
    "sexaul",
    "bulied",
    "unsaef",
    "strangeld",
    "asaulted",
    "thretened",
    "overdsoe",
    "violnet",
]
OTHER_LANGUAGES = [
    "وہ خودکشی کی بات کرتا ہے",
    "استاد نے میرے بیٹے کو مارا",
    "میری بیٹی محفوظ نہیں ہے",
    "جنسی زیادتی",
    "woh khudkushi ki baat karta hai",
    "teacher ne mere bete ko mara",
    "meri beti mehfooz nahi hai",
    "mówi o samobójstwie",
    "nauczyciel uderzył mojego syna",
    "córka nie jest bezpieczna",
    "molestowanie",
    "okalecza się",
    "vorbește despre sinucidere",
    "profesorul l-a lovit",
    "nu este în siguranță",
    "abuz sexual",
    "a fost bătut",
    "يتحدث عن الانتحار",
    "المعلم ضرب ابني",
    "ابنتي ليست آمنة",
    "اعتداء جنسي",
    "يؤذي نفسه",
    "ਉਹ ਖੁਦਕੁਸ਼ੀ ਦੀ ਗੱਲ ਕਰਦਾ ਹੈ",
    "ਪੁੱਤਰ ਨੂੰ ਮਾਰਿਆ",
    "ਸੁਰੱਖਿਅਤ ਨਹੀਂ ਹੈ",
    "ਜਿਨਸੀ ਸ਼ੋਸ਼ਣ",
    "সে আত্মহত্যার কথা বলে",
    "শিক্ষক আমার ছেলেকে মেরেছে",
    "মেয়ে নিরাপদ নয়",
    "যৌন নির্যাতন",
]
ORDINARY = [
    "",
    "Nothing",
    "The plan was late and nobody replied.",
    "He loves swimming and the staff are kind.",
    "We waited 18 months.",
    "The taxi is late every day",
    "It hit the right note",
    "More support is needed",
    "They cut costs",
    "He was diagnosed at 4",
    "The move to secondary went well",
    "بہت شکریہ سب اچھا ہے",
    "Wszystko dobrze, dziękuję",
    "Totul este foarte bine, mulțumim",
    "شكرا لكم المدرسة ممتازة",
    "ਬਹੁਤ ਵਧੀਆ ਸਕੂਲ ਹੈ",
    "খুব ভালো স্কুল",
    "School ne hamari koi madad nahi ki",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in EXPLICIT.items() for text in texts])
def test_explicit_words_are_all_caught(kind: str, text: str) -> None:
    assert kind in screen(text).kinds


@pytest.mark.parametrize("text", [*WRITTEN_ODDLY, *MISSPELLED])
def test_tricks_and_slips_of_writing_hide_nothing(text: str) -> None:
    assert screen(text).concern


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_explicit_words_are_caught_in_the_areas_languages(text: str) -> None:
    assert screen(text).concern


@pytest.mark.parametrize(
    "text", ["He is not suicidal any more", "In the past she self harmed", "No abuse here", "Nobody hit him"]
)
def test_negation_and_past_tense_do_not_clear(text: str) -> None:
    assert screen(text).concern


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_not_flagged(text: str) -> None:
    assert screen(text) == Screening(concern=False, kinds=())


def test_a_concern_in_the_middle_of_a_long_comment_is_found() -> None:
    assert screen("The staff are kind. " * 40 + "She said she wants to die. " + "We like the taxi. " * 40).concern


def test_the_list_has_a_version() -> None:
    assert version()


@pytest.mark.parametrize(
    "unit", ["a", "1a", "s*a ", "k i l l ", "left ", "want to ", "@a1", "é ", "مارا ", "selfharx "]
)
def test_long_input_takes_no_longer_than_its_length(unit: str) -> None:
    screen("warm é")
    started = time.process_time()
    screen((unit * 20_000)[:20_000])

    # Measured at 135 ms at most; the room above is for a busy machine.
    assert time.process_time() - started < 3
