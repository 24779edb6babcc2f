"""Every fault of a file is named with its place and its reason, all at once."""

import pytest

from coproduce.plan.checking import check
from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import NotAPlan
from coproduce.plan.models import PlanKind, Progress
from coproduce.plan.reading import read
from coproduce.plan.texts import is_ours_alone
from tests.factories_plan import DUDLEY, TODAY

HEAD = (
    "kind,code,number,title,priority,weaknesses,lead_role,due,progress,"
    "area,plan_kind,action,date,reached,text,by_role,name\n"
)
KINDS = "Write one of: plan, weakness, priority, action, board, milestone, note."
ONE_PLAN = "the file: it has 2 rows for the plan itself; it needs one, with its area, title and kind."
PLAN = "plan,,,A plan,,,,,,Dudley,WSOA\nweakness,,6,Weak,\npriority,,1,Culture,\n"
GOOD = "action,1.1,,Listen,1,6\n"


def checked(rows: str, *, plan: str = PLAN) -> PlanContent:
    """The plan in these rows."""
    return check(read("plan.csv", (HEAD + plan + rows).encode()), today=TODAY).content


def faults(rows: str, *, plan: str = PLAN) -> list[str]:
    """What is wrong with these rows."""
    with pytest.raises(NotAPlan) as refused:
        checked(rows, plan=plan)
    return [fault.line for fault in refused.value.faults]


UNLETTERED = {f"4.3-{words}" for words in ("post19", "asd-delays", "camhs", "physio", "short-breaks", "employers")}


def test_dudleys_plan_has_no_fault_and_all_its_parts() -> None:
    found = check(read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY)

    assert found.content.summary == "14 weaknesses, 5 priorities, 41 actions, 7 boards, 11 dates"
    assert found.content.head.kind is PlanKind.WSOA
    assert found.notes == ()


def test_dudleys_plan_keeps_what_is_printed_and_invents_no_lead_and_no_day() -> None:
    actions = check(read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY).content.actions

    assert len({action.code for action in actions}) == 41
    assert [a.code for a in actions if a.printed_code == "2.1a"] == ["2.1a", "2.2a-workforce"]
    assert {a.code for a in actions if not a.printed_code} == UNLETTERED
    assert {(a.lead_role, a.due, a.progress) for a in actions} == {(None, None, Progress.NOT_STATED)}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("action,1.1,,,1,6", "row 5: this action has no title."),
        ("action,,,Listen,1,6", "row 5: this action has no code."),
        ("action,1.1,,Listen,,6", "row 5: this action does not say its priority."),
        ("action,1.1,,Listen,9,6", "row 5: the priority '9' is not one of the plan's (1)."),
        ("action,1.1,,Listen,one,6", "row 5: the priority 'one' is not a whole number from 1 to 9999."),
        ("action,1.1,,Listen,1,6; 15", "row 5: the weakness '15' is not one of the plan's (6 to 6)."),
        (
            "action,1.1,,Listen,1,6,,soon",
            "row 5: the due 'soon' is not a date. Write it like 15 October 2026 or 2026-10-15.",
        ),
        (
            "action,1.1,,Listen,1,6,,,nearly",
            "row 5: the progress 'nearly' is not known. Write not started, under way, done or stuck.",
        ),
        (
            "hope,1.1,,Listen",
            f"row 5: the kind 'hope' is not known. {KINDS}",
        ),
        (
            ",1.1",
            f"row 5: it does not say its kind. {KINDS}",
        ),
        (f"action,{'1' * 41},,Listen,1,6", "row 5: the code '" + "1" * 39 + "…' is longer than 40 characters."),
        ("weakness,,6,Weak again", "row 3: the weakness '6' is there 2 times."),
        ("board,,,,,,,,,,,,,,,,", "row 5: this board has no code."),
        ("milestone,,,Report,,,,,,,,,", "row 5: this date does not say its day."),
        ("milestone,,,Report,,,,,,,,9.9,2026-01-01", "row 5: the action '9.9' is not there."),
        (
            "milestone,,,Report,,,,,,,,,2026-01-01,2027-01-01",
            "row 5: it cannot have been reached on 2027-01-01, which is still to come.",
        ),
        (
            "note,,,,,,,,done,,,1.1,2027-01-01,,It is done,Head",
            "row 5: a note cannot be of 2027-01-01, which is still to come.",
        ),
        ("note,,,,,,,,done,,,1.1,2026-01-01,,,Head", "row 5: this note has no words."),
        (
            "plan,,,Another,,,,,,Dudley,WSOA",
            ONE_PLAN,
        ),
        ("board,B,,,,,,,,,,,,,,,Name,and,more", "row 5: it has more cells than there are columns (17)."),
        ("weakness,,7,Weak,1", "row 5: a row of the kind 'weakness' has nothing in the column 'priority'."),
    ],
)
def test_a_fault_is_named_with_its_row_and_its_reason(row: str, fault: str) -> None:
    assert fault in faults(row + "\n" + GOOD)


def test_several_faults_are_listed_in_the_order_of_the_file() -> None:
    found = faults("action,1.1,,,1,6\naction,1.2,,Fine,8,6\n", plan="plan,,,,,,,,,,WASP\npriority,,1,Culture\n")

    assert [line.split(":")[0] for line in found] == ["row 2"] * 3 + ["row 4"] * 2 + ["row 5"] * 2


def test_a_plan_without_actions_is_no_plan() -> None:
    assert faults("") == ["the file: it has no actions."]


def test_printed_codes_that_repeat_are_made_unique_and_said() -> None:
    found = check(
        read("p.csv", (HEAD + PLAN + "action,4.3,,One,1\naction,4.3,,Two,1\naction,4.3-2,,Three,1\n").encode()),
        today=TODAY,
    )

    assert [(a.code, a.printed_code) for a in found.content.actions] == [
        ("4.3", "4.3"),
        ("4.3-3", "4.3"),
        ("4.3-2", "4.3-2"),
    ]
    assert found.notes == ("The code '4.3' is there more than once: row 6 is now 4.3-3, and still shows '4.3'.",)


def test_codes_that_a_file_gives_itself_may_not_repeat() -> None:
    toml = DUDLEY.read_text("utf-8").replace('code = "2.2a-health-visiting"', 'code = "2.2a-workforce"')

    with pytest.raises(NotAPlan) as refused:
        check(read("x.toml", toml.encode()), today=TODAY)
    assert {fault.reason for fault in refused.value.faults} == {"the code '2.2a-workforce' is there 2 times."}


def test_words_such_as_tbc_become_not_stated() -> None:
    action = checked("action,1.1,,Listen,1,6,TBC,n/a,-\n").actions[0]

    assert (action.lead_role, action.due, action.progress) == (None, None, Progress.NOT_STATED)


def test_an_action_stands_where_its_newest_note_says() -> None:
    note = "note,,,,,,,,{},,,1.1,2026-0{}-01,,We began it,Head of SEND\n"

    assert checked(GOOD + note.format("done", 2) + note.format("stuck", 1)).actions[0].progress is Progress.DONE


def test_a_state_that_contradicts_the_newest_note_is_a_fault() -> None:
    rows = "action,1.1,,Listen,1,6,,,stuck\nnote,,,,,,,,done,,,1.1,2026-01-01,,All is done,Head\n"

    assert faults(rows) == ["the file: action 1.1 is 'stuck', and its newest note says 'done'."]


def test_a_row_says_that_the_paper_prints_no_code() -> None:
    rows = "action,12-a,,One,1\naction,12-b,none,Two,1\naction,12-c,12,Three,1\n"
    head = "kind,code,printed_code,title,priority,number,area,plan_kind\n"
    plan = "plan,,,A plan,,,Anytown,local\npriority,,,Culture,,1,,\n"
    found = check(read("p.csv", (head + plan + rows).encode()), today=TODAY)

    assert [action.printed_code for action in found.content.actions] == ["12-a", "", "12"]


@pytest.mark.parametrize("code", ["4.3-short-breaks", "4.3-post19", "2.2a-workforce"])
def test_a_code_of_number_and_words_is_an_address(code: str) -> None:
    assert is_ours_alone(code)


@pytest.mark.parametrize("code", ["4.3", "4.3a", "4.3-2", "4.3-b", "A-12", "SEND-7", "4.3-B", "1.2.3"])
def test_other_codes_may_well_be_printed(code: str) -> None:
    assert not is_ours_alone(code)


def test_a_note_that_is_done_and_promises_is_told() -> None:
    head = "kind,code,title,priority,number,area,plan_kind,action,date,text,by_role,progress\n"
    plan = "plan,,A plan,,,Anytown,local,,,,,\npriority,,Culture,,1,,,,,,,\naction,1.1,One,1,,,,,,,,\n"
    note = "note,,,,,,,1.1,2020-05-01,We will do it soon.,Head of SEND,done\n"
    found = check(read("p.csv", (head + plan + note).encode()), today=TODAY)

    assert found.notes == ("row 5: 'We will do it soon' promises, and this note says that it is done.",)
