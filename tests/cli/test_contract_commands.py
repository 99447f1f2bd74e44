"""Every command that is imported when it runs is there, and has help."""

import pytest

from slakit.cli.contract_commands import MODULES, contract_command
from slakit.cli.main import main


@pytest.mark.parametrize("name", MODULES)
def test_every_command_can_be_run_and_explains_itself(name, capsys):
    assert callable(contract_command(name))
    assert main([name, "--help"]) == 0
    assert f"slakit {name}" in capsys.readouterr().out


def test_another_name_is_no_command():
    assert contract_command("scoer") is None
