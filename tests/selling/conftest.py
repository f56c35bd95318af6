import pytest

from studio.selling.rule_file import load_rules
from studio.selling.rules import Rules


@pytest.fixture(scope="session")
def fair() -> Rules:
    """The rules of the embedded marketplace."""
    return load_rules("closet-fair")


@pytest.fixture(scope="session")
def posh() -> Rules:
    """The rules of Poshmark."""
    return load_rules("poshmark")
