"""A plain list of actions: what is missing around it is made, and said."""

import pytest

from coproduce.plan.actions_only import complete
from coproduce.plan.checking import Checked, check
from coproduce.plan.drafts import Unreadable
from coproduce.plan.reading import read
from tests.factories_plan import TODAY


def taken(csv: str) -> Checked:
    """The plan around this list."""
    draft = complete(read("list.csv", csv.encode()), area="Dudley", title="Our plan", kind="local")
    return check(draft, today=TODAY)


def test_a_list_with_the_usual_names_of_columns_is_read() -> None:
    found = taken(
        "Ref;Action;Priority;Owner;Deadline;Status\n1.1;Listen;2;Head of SEND;1 March 2027;In progress\n"
    )

    action = found.content.actions[0]
    assert (action.code, action.title, action.lead_role) == ("1.1", "Listen", "Head of SEND")
    assert found.content.summary == "0 weaknesses, 1 priority, 1 action, 0 boards, 0 dates"


def test_priorities_keep_their_numbers_and_names_get_those_that_are_left() -> None:
    found = taken("code,title,priority\na,A,Culture\nb,B,1\nc,C,Priority 3\nd,D,\n")

    assert [(p.number, p.title) for p in found.content.priorities] == [
        (1, "Priority 1"),
        (2, "Culture"),
        (3, "Priority 3"),
        (4, "Actions"),
    ]
    assert [a.priority for a in found.content.actions] == [2, 1, 3, 4]


def test_what_was_made_is_said() -> None:
    found = taken("code,title,weaknesses,RAG\na,A,7,red\n")

    assert found.notes == (
        "The column 'RAG' is not known and was left out.",
        "The file has actions only. The plan is called 'Our plan', its area Dudley, its kind local.",
        "Its priorities are: 1 Actions.",
        "The file does not say what its weaknesses are; they are called by their numbers: 7.",
    )


def test_a_whole_plan_is_left_as_it_is() -> None:
    draft = read("x.csv", b"kind,title\nplan,P\n")

    assert complete(draft, area="A", title="T", kind="local") is draft


@pytest.mark.parametrize(
    ("header", "why"), [("code,priority", "no column 'title'"), ("code,title,title", "'title' is there twice")]
)
def test_a_header_that_cannot_be_used_is_refused(header: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read("x.csv", f"{header}\n1,2,3\n".encode())
