"""A real provider for every test here; none is a loud skip, and a failure where CI=true."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.oidc import program
from tests.oidc.program import Program


@pytest.fixture(scope="session")
def provider() -> Iterator[Program]:
    """The provider program, started once."""
    node = program.find_node()
    if node is None:
        why = "NO PROVIDER: run `make tests/oidc/node_modules/.installed` (it brings Node where there is none)."
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        print(f"\n{'!' * 79}\n{why}\n{'!' * 79}", file=sys.stderr)
        pytest.skip(why)
    with program.running(node) as started:
        yield started
