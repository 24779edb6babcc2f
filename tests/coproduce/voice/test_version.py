import re

from coproduce.voice.version import CODE, analysis_version


def test_the_version_names_the_code_and_marks_the_data() -> None:
    assert re.fullmatch(rf"{CODE}-[0-9a-f]{{12}}", analysis_version())
    assert analysis_version() == analysis_version()
