"""`readout completion`: the shell completes verbs, options and files."""

from __future__ import annotations

import click

from readout.cli.common import guarded


@click.command("completion", short_help="Print what makes a shell complete commands.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@guarded
def command(shell: str) -> None:
    """Print the script that makes a shell complete `readout` commands.

    \b
    Examples:
      readout completion bash >> ~/.bashrc
      readout completion zsh >> ~/.zshrc
      readout completion fish > ~/.config/fish/completions/readout.fish
    """
    from click.shell_completion import get_completion_class

    from readout.cli import commands

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(commands, {}, "readout", "_READOUT_COMPLETE").source())
