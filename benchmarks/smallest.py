"""The smallest Typer app with two commands: what a start through Typer costs before a program does anything of its own."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def greet(name: str = "you") -> None:
    """Greet somebody."""
    print(f"Hello {name}")


@app.command()
def part(name: str = "you") -> None:
    """Part from somebody."""
    print(f"Farewell {name}")


def main() -> None:
    app()


if __name__ == "__main__":
    main()
