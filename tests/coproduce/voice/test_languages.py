import time
from collections.abc import Sequence

import pytest

from coproduce.voice.languages import ROMAN_URDU, Detected, detect

# Our own sentences, by language and by length: 1-3 words, 4-8 words, 9 and more.
SHORT = {
    "en": [
        "Nothing",
        "N/A",
        "Super",
        "Very kind",
        "None at all",
        "Long waits",
        "No",
        "Transport",
        "Communication",
        "Good TA",
        "SENCO",
        "All good thanks",
        "Quicker replies",
        "Portage",
        "Na",
        "Lack of empathy",
        "Amazing",
        "Ok",
        "Taxi late",
        "Mrs Nowak",
        "Ionescu was kind",
        "Better funding",
        "Local Offer",
        "Anxious son",
        "Autism team",
    ],
    "ur": [
        "بہت اچھا",
        "شکریہ",
        "کچھ نہیں",
        "مدد نہیں ملی",
        "اسکول اچھا ہے",
        "بہت انتظار",
        "سب ٹھیک ہے",
        "بات سنی",
    ],
    "pa": ["ਬਹੁਤ ਵਧੀਆ", "ਧੰਨਵਾਦ", "ਕੁਝ ਨਹੀਂ", "ਮਦਦ ਚਾਹੀਦੀ ਹੈ"],
    "pl": [
        "Bardzo dobrze",
        "Dziękuję",
        "Nic",
        "Brak kontaktu",
        "Długie oczekiwanie",
        "Wszystko super",
        "Miła pani",
        "Nie wiem",
        "Świetna szkoła",
        "Pomocny personel",
        "Brak informacji",
        "Jest lepiej",
    ],
    "ro": [
        "Foarte bine",
        "Mulțumesc",
        "Nimic",
        "Lipsă de comunicare",
        "Așteptare lungă",
        "Totul bine",
        "Școala bună",
        "Nu știu",
        "Profesori minunați",
        "Fără răspuns",
        "Foarte multumit",
        "Mai mult ajutor",
    ],
    "ar": ["شكرا", "جيد جدا", "لا شيء", "المدرسة ممتازة", "انتظار طويل", "كل شيء جيد"],
    "bn": ["খুব ভালো", "ধন্যবাদ", "কিছু না", "সাহায্য দরকার"],
}
MIDDLE = {
    "en": [
        "The school never rings us back",
        "My son loves his new teacher",
        "Nobody listens to parents here",
        "Taxi driver was rude to her",
        "We waited two years for camhs",
        "Speech therapy stopped after lockdown",
        "EHCP naming wrong placement again",
        "Communicate proactively instead of reactively please",
    ],
    "ur": ["ہمیں بہت انتظار کرنا پڑا", "اسکول والے بات نہیں سنتے", "میرے بیٹے کو مدد چاہیے", "استاد بہت اچھے ہیں"],
    "pa": ["ਸਾਨੂੰ ਬਹੁਤ ਉਡੀਕ ਕਰਨੀ ਪਈ", "ਅਧਿਆਪਕ ਬਹੁਤ ਚੰਗੇ ਹਨ"],
    "pl": [
        "Czekamy już ponad dwa lata",
        "Nikt nie odpowiada na maile",
        "Syn lubi swoją nową szkołę",
        "Nauczycielka jest bardzo cierpliwa",
        "Brakuje wsparcia dla rodzin dzieci",
        "Szkola nie chce nam pomoc",
        "Autobus ciągle się spóźnia rano",
    ],
    "ro": [
        "Așteptăm de doi ani diagnosticul",
        "Nimeni nu ne răspunde la telefon",
        "Băiatul meu iubește școala nouă",
        "Profesoara este foarte răbdătoare",
        "Nu avem destul sprijin acasă",
        "Scoala nu vrea sa ne ajute",
        "Autobuzul întârzie în fiecare dimineață",
    ],
    "ar": [
        "انتظرنا وقتا طويلا جدا",
        "لا أحد يستمع إلينا هنا",
        "ابني يحب مدرسته الجديدة",
        "المعلمة صبورة ولطيفة جدا",
    ],
    "bn": ["আমরা অনেক দিন অপেক্ষা করেছি", "শিক্ষকরা খুব ভালো মানুষ"],
}
LONG = {
    "en": [
        "We have been waiting for eighteen months and still nobody has told us anything.",
        "Her new teaching assistant understands autism and she comes home happy every single day.",
    ],
    "ur": ["ہم اٹھارہ مہینے سے انتظار کر رہے ہیں اور کسی نے ہمیں کچھ نہیں بتایا۔"],
    "pa": ["ਅਸੀਂ ਅਠਾਰਾਂ ਮਹੀਨਿਆਂ ਤੋਂ ਉਡੀਕ ਕਰ ਰਹੇ ਹਾਂ ਅਤੇ ਕਿਸੇ ਨੇ ਕੁਝ ਨਹੀਂ ਦੱਸਿਆ।"],
    "pl": [
        "Czekamy od osiemnastu miesięcy i nadal nikt nam niczego nie powiedział o diagnozie.",
        "Corka bardzo lubi swoja nauczycielke i wraca do domu zadowolona kazdego dnia.",
    ],
    "ro": [
        "Așteptăm de optsprezece luni și încă nimeni nu ne-a spus nimic despre diagnostic.",
        "Fetita mea isi iubeste profesoara si vine acasa fericita in fiecare zi de la scoala.",
    ],
    "ar": ["ننتظر منذ ثمانية عشر شهرا ولم يخبرنا أحد بأي شيء عن التشخيص حتى الآن."],
    "bn": ["আমরা আঠারো মাস ধরে অপেক্ষা করছি এবং কেউ আমাদের এখনও কিছু জানায়নি।"],
}


def accuracy(code: str, texts: Sequence[str]) -> float:
    return sum(detect(text).code == code for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("code", "floors"),
    [
        ("en", (1.0, 1.0, 1.0)),
        ("ur", (0.85, 1.0, 1.0)),
        ("pa", (1.0, 1.0, 1.0)),
        ("pl", (0.83, 0.99, 1.0)),
        ("ro", (0.83, 0.99, 1.0)),
        ("ar", (1.0, 1.0, 1.0)),
        ("bn", (1.0, 1.0, 1.0)),
    ],
)
def test_each_language_is_told_by_length(code: str, floors: tuple[float, float, float]) -> None:
    for texts, floor in zip((SHORT[code], MIDDLE[code], LONG[code]), floors, strict=True):
        assert accuracy(code, texts) >= floor, [text for text in texts if detect(text).code != code]


@pytest.mark.parametrize(
    "text",
    [
        "School ne hamari koi madad nahi ki",
        "bohat acha school hai",
        "Mere bete ko koi help nahi mili, sab kehte hain intezar karo",
        "hum bohat khush hain",
    ],
)
def test_urdu_in_latin_letters_goes_to_a_person(text: str) -> None:
    assert detect(text) == Detected(ROMAN_URDU, certain=False)


@pytest.mark.parametrize(
    "text", ["Mr Żak was lovely with him", "We met Ștefan and he was great", "The café was nice"]
)
def test_a_foreign_name_does_not_make_english_foreign(text: str) -> None:
    assert detect(text).code == "en"


def test_the_hint_decides_where_the_text_does_not() -> None:
    assert detect("محمد", hint="ar").code == "ar"
    assert detect("محمد", hint="ur").code == "ur"
    assert detect("", hint="pl") == Detected("pl", certain=False)
    assert detect("", hint="xx") == Detected("en", certain=False)


def test_a_hint_of_another_language_does_not_send_plain_english_abroad() -> None:
    assert detect("The staff were very kind to us", hint="ur") == Detected("en", certain=True)


def test_a_language_that_is_not_ours_is_not_certain() -> None:
    assert not detect("Les enseignants sont très gentils et toujours disponibles pour nous").certain


def test_no_words_say_nothing() -> None:
    assert detect("12345 !!! 😀") == Detected("en", certain=False)


def test_control_characters_do_no_harm() -> None:
    assert detect("The staff\x00 were \ud83d kind\x07 to us").code == "en"


@pytest.mark.parametrize("unit", ["a ", "a", "ą", "nie ", "1a", "é ", "ہے ", "hai "])
def test_long_input_takes_no_longer_than_its_length(unit: str) -> None:
    started = time.process_time()
    detect((unit * 20_000)[:20_000])

    assert time.process_time() - started < 2
