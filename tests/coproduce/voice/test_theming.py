import pytest

from coproduce.voice.theming import ThemeHit, split_sentences, themes_of

ABOUT = [
    ("We waited 18 months for the EHC plan.", {"waiting_times", "plan_quality"}),
    ("Nobody ever replied to our emails.", {"communication"}),
    ("The Local Offer website is impossible to find your way around.", {"information_local_offer"}),
    ("He has been excluded three times and is on a reduced timetable.", {"attendance_exclusion"}),
    ("The taxi turns up late every morning.", {"transport", "waiting_times"}),
    ("The health visitor spotted it at the two year check.", {"health_visiting_school_nursing"}),
    ("We had to go to tribunal.", {"complaints_tribunals"}),
    ("There is nothing for young people after college.", {"post16_employment"}),
    ("Short breaks have been a lifeline.", {"activities_short_breaks"}),
    ("Teachers do not understand autism.", {"staff_training"}),
    ("The SENCO listens and we are treated as equal partners.", {"coproduction_listening"}),
    ("I have told our story to eleven different people.", {"data_sharing"}),
    ("They cut her one to one because there is no budget.", {"funding"}),
    ("She is bullied every day.", {"safety"}),
    ("The therapist left and has not been replaced.", {"staffing_levels"}),
    ("The move to secondary was planned well.", {"joined_up_transition"}),
    ("The whole team is so kind and friendly.", {"staff_attitude"}),
    ("We still have no diagnosis.", {"assessment"}),
    ("I am exhausted and there is nothing for his siblings.", {"family_carer_support"}),
    ("He cannot take part in PE because the ramp is broken.", {"inclusion"}),
    ("We were left to cope with no help.", {"support_responsiveness"}),
]


@pytest.mark.parametrize(("text", "codes"), ABOUT)
def test_a_sentence_of_a_parent_is_put_under_its_themes(text: str, codes: set[str]) -> None:
    assert codes <= {hit.code for hit in themes_of(text)}


@pytest.mark.parametrize("text", ["", "Nothing", "N/A", "   \n", "The weather was nice."])
def test_words_about_none_of_it_get_no_theme(text: str) -> None:
    assert themes_of(text) == ()


def test_a_theme_says_in_which_sentences_it_stands() -> None:
    hits = {hit.code: hit for hit in themes_of("The taxi was late. She is kind. The taxi driver shouted.")}

    assert hits["transport"].sentences == (0, 2)
    assert hits["staff_attitude"].sentences[0] == 1


def test_without_a_judge_every_stance_is_unknown() -> None:
    assert {hit.stance for hit in themes_of("The taxi is always late.")} == {"unknown"}


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        (["positive", "negative"], "mixed"),
        (["positive", "neutral"], "positive"),
        (["unknown", "negative"], "negative"),
        (["neutral", "unknown"], "neutral"),
        (["mixed", "positive"], "mixed"),
    ],
)
def test_stances_of_sentences_become_one(stances: list[str], expected: str) -> None:
    given = iter(stances)

    hits = themes_of("A taxi came. A taxi went.", stance_of=lambda sentence: next(given))

    assert [hit.stance for hit in hits if hit.code == "transport"] == [expected]


def test_the_stance_belongs_to_the_theme_and_not_to_the_comment() -> None:
    def judge(sentence: str) -> str:
        return "positive" if "lovely" in sentence else "negative"

    hits = themes_of("The teachers are lovely and friendly. The taxi is unsafe.", stance_of=judge)
    stances = {hit.code: hit.stance for hit in hits}

    assert stances["staff_attitude"] == "positive"
    assert stances["transport"] == "negative"


def test_the_same_words_give_the_same_hits() -> None:
    text = "We waited for the plan. No one replied."

    assert themes_of(text) == themes_of(text)
    assert all(isinstance(hit, ThemeHit) and 0 < hit.strength <= 1 for hit in themes_of(text))


def test_sentences_end_in_every_script_we_read() -> None:
    assert split_sentences("One. Two!\nThree؟ Four। Five۔ Six") == [
        "One.",
        "Two!",
        "Three؟",
        "Four।",
        "Five۔",
        "Six",
    ]


def test_what_redaction_put_there_is_no_cue() -> None:
    assert themes_of("Write to [email] or [phone] at [school], it is [name].") == ()
