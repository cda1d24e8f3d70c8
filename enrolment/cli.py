"""The command line: `enrolment …`, or `python -m enrolment …`. Exit code 2 for bad input, with every mistake named."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from enrolment import cli_lead, cli_store
from enrolment.language import translate
from enrolment.settings import IS_CHECKOUT, ROOT, of_a_child, settings
from enrolment.terminal import LANGUAGE, Json, Language, Who, ask, print_json, refusals, stop

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(cli_lead.app)
app.add_typer(cli_store.app)

SAMPLE = ROOT / "data" / "sample"


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = SAMPLE if IS_CHECKOUT else Path("sample"),
    communes: Annotated[int, typer.Option(min=1, help="1, 92 for a province, 3321 for a nation.")] = 1,
    days: Annotated[int, typer.Option(min=1, help="Days of the campaign.")] = 13,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 20250721,
) -> None:
    """Write a simulated campaign, calibrated to the published totals, as a folder of contract files."""
    from enrolment.sample.generate import NotOurs, generate

    try:
        generate(communes, days, out, seed)
    except NotOurs:
        stop(translate(LANGUAGE, "sample-not-ours", folder=str(out)))
    except (ValueError, OSError) as error:
        stop(str(error))


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Folder of contract files.")] = SAMPLE,
    who: Who = "",
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """Make a folder of contract files all that counts; a mistake anywhere leaves what counted before in place."""
    from enrolment.changes.commit import build as build_snapshot

    with refusals(lang, as_json):
        snapshot = build_snapshot(folder, settings().store, who)
    if as_json:
        print_json({"data_version": snapshot.version})
    else:
        print(translate(lang, "build-done", version=snapshot.version))


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where browsers find it.")] = 8501,
    address: Annotated[str, typer.Option(help="0.0.0.0 lets others on the network in.")] = "localhost",
) -> None:
    """Run the dashboard's server; `streamlit run app.py` in a checkout does the same."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    options = ["--server.port", str(port), "--server.address", address]
    try:
        raise typer.Exit(subprocess.run([*command, *options], cwd=ROOT, env=of_a_child(), check=False).returncode)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def status(lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """Print where the campaign stands: data version, as-of date, places, and each indicator."""
    from enrolment import language

    about = ask("frame/about").row
    indicators = ask("frame/status").frame.astype(object).where(lambda frame: frame.notna(), None)
    rows = indicators.to_dict("records")
    as_of = None if about.last_reported_on != about.last_reported_on else about.last_reported_on.date().isoformat()
    if as_json:
        print_json(
            {
                "data_version": about.data_version,
                "as_of": as_of,
                "communes": int(about.commune_count),
                "villages": int(about.village_count),
                "indicators": {row.pop("indicator_code"): row for row in rows},
            }
        )
        return
    print(f"{about.data_version}  {as_of or '–'}")
    for row in rows:
        print(f"{row['indicator_code']:<22}{language.reached(lang, row['done'], row['target'])}")


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A file under queries/, such as map/units.")],
    parameters: Annotated[list[str] | None, typer.Argument(help="key=value …")] = None,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Ask a question of queries/; its parameters are listed when one is missing."""
    from enrolment.query import downloads

    pairs = [part.partition("=") for part in parameters or []]
    given = {key: value for key, _, value in pairs}
    if len(given) < len(pairs) or not all(sign for _, sign, _ in pairs):
        stop(translate(LANGUAGE, "bad-parameters"))
    frame = ask(name, **{key: value or None for key, value in given.items()}).frame
    if form == "csv":
        print(downloads.csv_text(frame), end="")
    elif form == "json":
        print(frame.to_json(orient="records", date_format="iso", force_ascii=False, indent=2))
    else:
        print(frame.to_string(index=False))


@app.command()
def forecast(
    campaigns: Annotated[Path, typer.Option(help="CSV: campaign, reported_on, new_count, baseline, people.")],
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """Forecast public campaigns from their earlier days, beside what came: how often the band of 80 % held."""
    from enrolment.analysis import campaigns as analysed

    try:
        found = analysed.read(campaigns)
    except (OSError, ValueError) as wrong:
        stop(translate(lang, "forecast-unreadable", file=str(campaigns), reason=str(wrong).splitlines()[0]))
    rows = [row for campaign in found for row in analysed.checked(campaign)]
    if as_json:
        print_json(rows)
        return
    for horizon in analysed.CHECKED:
        of_horizon = [row for row in rows if row["horizon"] == horizon]
        held = sum(row["p10"] <= row["actual"] <= row["p90"] for row in of_horizon)
        print(translate(lang, "forecast-held", days=horizon, held=held, all=len(of_horizon)))
