"""What is drawn and said, to the letter: on terminals, in pipes, as Markdown and HTML, refused.

`screens.txt` holds it, with signs in place of what a terminal takes for an order: `‹1›` is a look,
`‹https://…›` a link. Where it has changed and is meant to, `pytest tests/test_screens.py --redraw`
writes it anew: read the difference before you commit it.
"""

import re
from pathlib import Path

import pytest
from pages import ROOT
from processes import Ogpmx

SCREENS = Path(__file__).with_name("screens.txt")
# The width of a terminal (0: a pipe), the language, and what is typed in the folder of the examples
TYPED = """
80 en list
46 es list
80 en list --data plano-inventado.yaml
60 en list --columns number,title,mentions,suspended,suspended_since,topics
80 es filter --status inactive
80 en show 1 2 3
60 es show 2,3
80 en show --data plano-inventado.yaml 1.1
80 en show 1 --columns number,url,objective
80 en search mapas
60 es search "registro ciudadano"
80 en participants
50 es participants
80 en participants --matrix
26 es participants --matrix
80 en participant ACI
80 es participant "Amigas del Faro"
60 en participant Puerto
80 en assessments
80 es assessments --divergent
80 en assessments --data plano-inventado.yaml
80 en summary
60 es summary --by sector
80 en summary --by status --cross irm_completion
24 en summary --by status --cross irm_completion
80 en plan
60 es plan
80 en plan --data plano-inventado.yaml
80 en audit
50 es audit civil-society
80 en compare invented-plan.yaml
80 es compare --by role
80 en validate invented-plan.yaml invented-sheet.csv
80 es convert invented-sheet.csv
80 en filter --status withdrawn
0 es list
0 en list -f markdown
0 es show 2 -f markdown
0 en show 1 3 -f plain
0 en participants --matrix -f markdown
0 es participants --matrix -f plain
0 en participant ACI -f html
0 en summary --by sector --cross status -f markdown
0 en summary --by status -f html
0 es plan -f plain
0 en plan -f markdown
0 es audit -f markdown
0 en audit
0 en assessments -f html
0 es search faros -f markdown
80 en audit --data plano-inventado.yaml
0 en show 9
0 en show los
0 es show autoevaluación
0 en show CI0009
0 en show 2-3-9
0 en show , ,
0 en show nada de "lo otro"
0 en participant "ACI Amigas"
0 es participant Archiva
0 en participant a
0 en filter --status finished
0 es filter --topic arhivos
0 en filter --participant Nadie
0 es list --columns numero,nada
0 en list --sort nothing
0 en audit civil
0 es search ""
0 en search -- -faros
0 es search '"mapas antiguos"-faros'
0 en participants --sector academia
0 es summary --by nada
0 en audit --data -
80 en list --data -
80 es plan --data -
80 en summary --data -
0 en show 1 --data -
80 es participants --data -
80 en assessments --data -
0 en participant X --data -
0 es filter --topic agua --data -
"""
NOTHING = '{"plan": {"id": "p"}}'  # on standard input


def _read(text: str) -> str:
    text = re.sub(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", r"‹\1›", text)
    return re.sub(r"\x1b\[([0-9;]*)m", r"‹\1›", text)


def test_every_answer_looks_as_it_did(
    ogpmx: Ogpmx, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT / "examples")
    shown = ""
    for typed in TYPED.strip().splitlines():
        width, lang, line = typed.split(" ", 2)
        env = {"OGPMX_LANG": lang, "OGPMX_DATA": "invented-plan.yaml"}
        run = ogpmx(line, env=env, stdin=NOTHING, terminal=int(width) or None)
        shown += f"{typed}\n{_read(run.err + run.out)}\n"
    if request.config.getoption("redraw"):
        SCREENS.write_text(shown, "utf-8")
    assert shown.splitlines() == SCREENS.read_text("utf-8").splitlines()
