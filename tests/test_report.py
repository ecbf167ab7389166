"""The facts, read from the report by hand and written down here; never taken from the data file.

- every row: its table and place, status, title, who took part in which role and order, IRM codes
- OGP's identifiers and English titles
- mentions that are no participations; suspensions, and since when
- every fact, figure, name and date of a row can be read from `show`, in both languages
- every spelling that the report uses for an organization finds that organization
- the opening pages: period, committee, figures, categories, founding, validation, pandemic
"""

import json
from typing import Any, NamedTuple

import pytest
from processes import Ogpmx

from ogpmx import loader
from ogpmx.filters import select_commitments
from ogpmx.organizations import find_organization
from ogpmx.searching import find_commitments

R, C, A, S, P = "responsible", "co-responsible", "accompanying", "supporting", "participant"


def took(role: str, ids: str) -> list[tuple[str, str]]:
    return [(id, role) for id in ids.split()]


class Row(NamedTuple):
    table: str
    row: int
    status: str
    title: str
    participants: list[tuple[str, str]]
    completion: str | None = None
    opening: str | None = None
    early_results: str | None = None
    mentions: tuple[str, ...] = ()
    suspended: str | None = None


ROWS = {
    1: Row(
        "inactive", 1, "inactive",
        "Gasto abierto y responsable en programas sociales",
        took(P, "bienestar stps sep cnbbbj sfp")
        + took(C, "gesoc transparencia-mexicana fundar")
        + took(A, "miel-que-vino-del-cielo red-de-empoderamiento ethos"),
        completion="limited",
        suspended="2021-12",
    ),
    2: Row(
        "active", 1, "completed",
        "Incidencia ciudadana para el desarrollo rural sustentable",
        took(P, "semarnat sader conapesca conagua conafor causa-natura contraloria-ciudadana"),
        opening="major",
    ),
    3: Row(
        "active", 2, "completed",
        "Información transparente y de calidad para garantizar el derecho a la educación",
        took(P, "sep inai contraloria-ciudadana mexicanos-primero ensena-por-mexico")
        + took(A, "miel-que-vino-del-cielo"),
        completion="substantial",
    ),
    4: Row(
        "active", 3, "completed",
        "Derechos sexuales y reproductivos para las y los jóvenes",
        took(P, "ssa cnegsr censia conapo sipinna ilsb gire balance"),
        early_results="significant",
        mentions=("inmujeres",),
    ),
    5: Row(
        "inactive", 2, "inactive",
        "Transparencia para fomentar la inclusión laboral",
        took(R, "stps conapred")
        + took(C, "imco")
        + took(P, "inmujeres")
        + took(A, "miel-que-vino-del-cielo red-de-empoderamiento bios ceey alianza-jovenes gesoc"),
        completion="limited",
        early_results="none",
        mentions=("sfp",),
    ),
    6: Row(
        "active", 4, "limited",
        "Plataforma única y abierta de información de seguridad pública",
        took(R, "sspc cni")
        + took(P, "articulo-19 equis fundar")
        + took(S, "semar sedena ceav guardia-nacional"),
        early_results="none",
    ),
    7: Row(
        "active", 5, "limited",
        "Controles democráticos a la intervención de comunicaciones privadas",
        took(P, "r3d articulo-19 socialtic inai sfp"),
        completion="limited",
        opening="marginal",
    ),
    8: Row(
        "active", 6, "completed",
        "Fortalecer los servicios públicos de cuidados",
        took(P, "inmujeres conapred ilsb incide-social gire lnpp"),
        opening="marginal",
        mentions=("manzanillo",),
    ),
    9: Row(
        "inactive", 3, "inactive",
        "Transparencia para el monitoreo y vigilancia de los fideicomisos",
        took(P, "sfp shcp inai fundar ethos mexico-evalua"),
        mentions=("ejecutivo-federal",),
        suspended="2020-10-21",
    ),
    10: Row(
        "active", 7, "completed",
        "Fortalecimiento de la transparencia sobre la gestión de bosques, agua y pesca",
        took(R, "semarnat sader conapesca conagua conafor inapesca profepa asea")
        + took(C, "cartocritica causa-natura reforestamos-mexico fcea"),
        opening="outstanding",
        early_results="reported",
    ),
    11: Row(
        "active", 8, "limited",
        "Hacia la divulgación de beneficiarios finales",
        took(P, "uif se sat sfp inai transparencia-mexicana poder fundar sector-privado"),
        completion="limited",
        opening="marginal",
        early_results="reported",
    ),
    12: Row(
        "active", 9, "completed",
        "Transparencia del flujo y control de armas",
        took(P, "sfp sedena sat sre inai sesnsp semar onc cmdpdh mexico-evalua")
        + took(A, "global-exchange cee equis global-thought"),
    ),
    13: Row(
        "active", 10, "completed",
        "Estrategia local de gobierno abierto",
        took(P, "gesoc inai sfp"),
    ),
}  # fmt: skip

OGP = {
    1: ("MX0075", "Citizen Oversight of Social Program Spending"),
    2: ("MX0076", "Citizen Participation in Sustainable Rural Development"),
    3: ("MX0077", "Transparent Education Data"),
    4: ("MX0078", "Access to Sexual and Reproductive Health Services for Youth"),
    5: ("MX0079", "Transparency to Promote Labor Inclusion"),
    6: ("MX0080", "Open Platform for Public Security Information"),
    7: ("MX0081", "Technology Rights and Privacy"),
    8: ("MX0082", "Strengthen Public Care Services"),
    9: ("MX0083", "Transparency for Monitoring of Trusts"),
    10: ("MX0084", "Transparency of Forestry, Water, and Fishing Management"),
    11: ("MX0085", "Disclosure of Beneficial Owners"),
    12: ("MX0086", "Transparency in the Flow of Arms and Arms Control"),
    13: ("MX0087", "Subnational Open Government Strategy"),
}


@pytest.fixture(params=ROWS, ids="commitment {}".format)
def number(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def record(ogpmx: Ogpmx, number: int) -> Any:
    (record,) = ogpmx(f"show {number} --format json").json
    return record


def test_where_it_stands_and_how_it_ended(record: Any, number: int) -> None:
    row = ROWS[number]
    assert record["source"] == {"table": row.table, "row": row.row}
    assert record["status"] == row.status
    assert record["active"] is (row.table == "active")
    assert record["assessment"]["self"]["completion"] == row.status


def test_who_took_part_in_which_role_in_the_reports_order(record: Any, number: int) -> None:
    found = [(p["id"], p["role"]) for p in record["participants"]]
    assert found == ROWS[number].participants


def test_what_the_irm_stated_and_nothing_else(record: Any, number: int) -> None:
    row = ROWS[number]
    irm = {k: v for k, v in record["assessment"]["irm"].items() if k != "text"}
    assert irm == {
        "completion": row.completion,
        "opening": row.opening,
        "early_results": row.early_results,
    }


def test_who_is_named_without_taking_part(record: Any, number: int) -> None:
    assert tuple(m["id"] for m in record["mentions"]) == ROWS[number].mentions


def test_ogps_identifier_address_and_english_title(record: Any, number: int) -> None:
    ogp_id, title = OGP[number]
    assert record["ogp_id"] == ogp_id
    assert record["title"] == title
    page = f"https://www.opengovpartnership.org/members/mexico/commitments/{ogp_id}/"
    assert record["url"] == page


def test_the_reports_title(ogpmx: Ogpmx, number: int) -> None:
    (record,) = ogpmx(f"show {number} --lang es --format json").json
    assert record["title"] == ROWS[number].title


def test_since_when_civil_society_suspended_its_part(number: int) -> None:
    (commitment,) = find_commitments(loader.load(), [str(number)])
    since = commitment.suspension.since if commitment.suspension else None
    assert since == ROWS[number].suspended


def test_the_reports_two_tables(ogpmx: Ogpmx) -> None:
    assert ogpmx("filter --status active -f json").numbers == [2, 3, 4, 6, 7, 8, 10, 11, 12, 13]
    assert ogpmx("filter --status inactive -f json").numbers == [1, 5, 9]


# What each row tells. Alternatives are separated by `|`; a fact that is a proper name, a norm or an
# acronym is the same in both languages and stands once.

FACTS = {
    (1, "es"): "piloto; 6 programas; federales; trazabilidad; gasto público;"
    "mecanismos de participación; fin de detectar; riesgo; corrupción; diciembre de 2021;"
    "inconform; información; hoja de ruta; limitado; inactivo; CNBBBJ; reportes de resultados",
    (1, "en"): "pilot; 6 |six; federal; traceability; public spending; participation; detect;"
    "risk; corruption; December 2021; dissatisf; roadmap; limited; inactive; CNBBBJ; reports",
    (1, "*"): "Sembrando Vida; Jóvenes Construyendo el Futuro;"
    "Apoyo Financiero a Microempresas Familiares",
    (2, "es"): "rural; mecanismos de participación; recomendaciones; plataforma; monitor; ambient;"
    "significativo; completado",
    (2, "en"): "rural; participation; recommendations; Advisory; are to report; transparency;"
    "open government; open data; platform; monitor; environment; significant|major; completed",
    (2, "*"): "APF; Consejos Consultivos;"
    "Política de Transparencia, Gobierno Abierto y Datos Abiertos",
    (3, "es"): "llevó a cabo; plan de trabajo; recomendaciones; accesibilidad; discapacidad;"
    "sustancial; espacios de participación; aprovech; completado",
    (3, "en"): "education; carried out; work plan; recommendations; accessib; disabilit;"
    "substantial; participation; use; completed",
    (3, "*"): "SIGED; SEP; Sistema de Información y Gestión Educativa",
    (4, "es"): "mejorar la calidad; adolescentes; se mejoró; estrategia; transparen;"
    "violencia sexual; indicadores; Sistema de Información de la Secretaría de Salud;"
    "formatos abiertos; transparencia proactiva; se lograron resultados tempranos significativos;"
    "completado; se sum; Secretaría General",
    (4, "en"): "improve the quality; adolescents; was improved; strategy; sexual violence;"
    "Information System; open formats; proactive; indicators;"
    "significant early results were achieved; completed; joined",
    (4, "*"): "NOM-046; NOM-047; INMUJERES; CONAPO; Instituto General",
    (5, "es"): "políticas laborales; discriminación; rendición de cuentas; preocupaciones;"
    "conversaciones; se logró identificar; diagnóstico; hoja de ruta; viable; la necesidad;"
    "colaboración; cumplimiento limitado; inactivo; se sum",
    (5, "en"): "labor; discrimination; accountability; concerns; talks; equality; diagnos;"
    "roadmap; successfully identified; viable; the need; Interinstitutional Council;"
    "collaboration; limited; early results; inactive; joined",
    (5, "*"): "NMX-R-025-SCFI-2015 en Igualdad Laboral y No Discriminación; INMUJERES; SFP;"
    "Consejo Interinstitucional para la implementación y seguimiento de",
    (6, "es"): "toma de decisiones; seguridad pública; reservad; confidencial; carácter público;"
    "map; bases de datos; criterios; accesib; resultados tempranos; legales; limitados",
    (6, "en"): "decision; public security; reserved; confidential; public character; map; database;"
    "criteria; accessib; early results; legal; limited",
    (7, "es"): "marco normativo; adquisición|adquier; herramientas digitales;"
    "comunicaciones privadas; insumos; diálogo; dependencias; limitado; marginal; disposición;"
    "avances limitados",
    (7, "en"): "framework; acqui; use; digital tools; private communications; input; dialogue;"
    "agencies; limited; marginal; willing",
    (8, "es"): "evidencia; derecho; cuidar; políticas; coordinación; modelo; política pública;"
    "municipio; hitos; colaboración que pueden; local; marginal; completado; equipo",
    (8, "en"): "evidence; right; care; policies; coordination; model; public policy; municipal;"
    "milestones; collaboration; that can; local; marginal; completed; team",
    (8, "*"): "Manzanillo; Colima; GIRE; LNPP; CIDE",
    (9, "es"): "fideicomisos públicos; opac; 21 de octubre de 2020; grupo de trabajo; condiciones;"
    "decisión legislativa; Ejecutivo Federal; desaparición; no se pronunció; inactivo",
    (9, "en"): "public trusts; opa; 21 October 2020; working group; conditions;"
    "legislative decision; Federal Executive; disappearance; no statement; inactive",
    (10, "es"): "forestales; hídricos; pesqueros; políticas públicas; recomendaciones;"
    "Índice de Transparencia de los Recursos Naturales; mecanismo de monitoreo; metodología;"
    "se reforzó el intercambio|se fortaleció el intercambio; buenas prácticas; agenda global;"
    "resultados tempranos; excepcional; completado",
    (10, "en"): "forest; water; fish; public policies; recommendations; monitoring; methodology;"
    "joint participation; practices; global; early results; outstanding; completed",
    (10, "*"): "ITRN; Escazú",
    (11, "es"): "corrupción; Grupo de Acción Financiera; Industrias Extractivas;"
    "Grupo de Liderazgo; interinstitucional; marco normativo; beneficiario final; beta;"
    "captura en línea; empresas; datos mínimos; limitado; es marginal; más destaca;"
    "resultados tempranos; avances limitados",
    (11, "en"): "corruption; Financial Action Task Force; Extractive Industries; Leadership Group;"
    "interinstitutional; legal framework; beneficial owner; beta; online; companies; minimum;"
    "limited; is marginal; the most notable is; early results",
    (11, "*"): "GAFI; EITI México|EITI Mexico; BOLG; Transparencia Mexicana; INAI; UIF-SFP",
    (12, "es"): "calidad; flujo legal; control; estrategia; fuerzas armadas; sociedad civil;"
    "licencias; seguridad privada; requisitos; módulos; datos abiertos; armas registradas; canje;"
    "castrense; innovador; lineamientos; proactiva; sitio|página; completado",
    (12, "en"): "quality; legal flow; control; strategy; armed forces; civil society; licen;"
    "private security; requirements; open data; registered; exchange; military; innovative;"
    "guidelines; proactive; website; completed",
    (12, "*"): "SEDENA; SFP; 4PA; módulos",
    (13, "es"): "armonizar; agenda internacional; instituciones federales; metodología;"
    "se incorporaron; parlamento; justicia; Estrategia Local de Estado Abierto; tres poderes;"
    "tres órdenes; academia; problema público; colaborativa; principios; acordado; completado",
    (13, "en"): "harmoni; international; federal; methodology; were incorporated; parliament;"
    "justice; Open State; three; branches; levels; academia; public problem; collaborativ;"
    "principles; agreed; completed",
    (13, "*"): "OGP; GESOC",
}


def find_missing(facts: str, found: str) -> list[str]:
    """The facts that a text states in none of the given wordings."""
    return [
        fact
        for fact in filter(None, map(str.strip, facts.split(";")))
        if not any(way.casefold() in found.casefold() for way in fact.split("|"))
    ]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_fact_of_a_row_is_lost(ogpmx: Ogpmx, number: int, lang: str) -> None:
    found = json.dumps(ogpmx(f"show {number} -f json --lang {lang}").json, ensure_ascii=False)
    stated = ";".join(FACTS.get((number, which), "") for which in (lang, "*"))
    assert not find_missing(stated, found)


@pytest.mark.parametrize(
    ("lang", "day", "said"),
    [
        ("es", "21 de octubre de 2020", ["condiciones", "decisión legislativa"]),
        ("en", "21 October 2020", ["conditions", "legislative decision"]),
    ],
)
def test_the_organizations_of_9_left_because_of_what_they_judged(
    ogpmx: Ogpmx, lang: str, day: Any, said: str
) -> None:
    (record,) = ogpmx(f"show 9 -f json --lang {lang}").json
    (result,) = record["results"]
    assert not [fact for fact in [day, *said] if fact not in result]


# Notes: what the participants' cell says beside the name.

NOTES = [
    (1, "sep", "CNBBBJ"),
    (1, "cnbbbj", "SEP"),
    (4, "gire", "sumó"),
    (5, "inmujeres", "sumó"),
    (6, "guardia-nacional", "sumó"),
    (7, "sfp", "diálogo"),
    (8, "gire", "LNPP"),
    (8, "lnpp", "GIRE"),
    (11, "sector-privado", "beneficiarios finales"),
    (12, "sfp", "SEDENA"),
    (12, "sedena", "SFP"),
]


@pytest.mark.parametrize(("number", "id", "said"), NOTES)
def test_what_the_cell_says_beside_the_name(ogpmx: Ogpmx, number: int, id: str, said: str) -> None:
    (record,) = ogpmx(f"show {number} --lang es --format json").json
    (note,) = [p["note"] for p in record["participants"] if p["id"] == id]
    assert said in note


@pytest.mark.parametrize(
    ("part", "whole"), [("cni", "sesnsp"), ("cnbbbj", "sep"), ("lnpp", "cide")]
)
def test_what_is_part_of_what(part: str, whole: str) -> None:
    assert loader.load().organizations_by_id[part].part_of == whole


# Spellings as printed. Of a list such as «las Comisiones Nacionales de A, del B y C» each piece.

SPELLINGS = """
1|Bienestar|bienestar
1|STPS|stps
1|SEP|sep
1|Coordinación Nacional de las Becas para el Bienestar Benito Juárez|cnbbbj
1|CNBBBJ|cnbbbj
1|SFP|sfp
1|GESOC, Agencia para el Desarrollo|gesoc
1|Transparencia Mexicana|transparencia-mexicana
1|FUNDAR y Centro de Análisis e Investigación|fundar
1|Miel que vino del cielo|miel-que-vino-del-cielo
1|Red de empoderamiento de personas con discapacidad|red-de-empoderamiento
1|Ethos, Laboratorio de Políticas Públicas|ethos
1|Ethos|ethos
2|Medio Ambiente y Recursos Naturales|semarnat
2|SEMARNAT|semarnat
2|Agricultura y Desarrollo Rural|sader
2|SADER|sader
2|Acuacultura y Pesca|conapesca
2|Comisiones Nacionales de Acuacultura y Pesca|conapesca
2|del Agua|conagua
2|Forestal|conafor
2|Causa Natura|causa-natura
2|Contraloría Ciudadana para la Rendición de Cuentas|contraloria-ciudadana
3|Secretaría de Educación Pública|sep
3|INAI|inai
3|Mexicanos Primero|mexicanos-primero
3|Enseña por México|ensena-por-mexico
3|Miel que vino del Cielo|miel-que-vino-del-cielo
4|Secretaría de Salud|ssa
4|Centro Nacional para la Equidad de Género y Salud Reproductiva|cnegsr
4|Centro Nacional para la Salud de la Infancia y la Adolescencia|censia
4|Instituto General del Consejo Nacional de Población|conapo
4|Secretaría General del Consejo Nacional de Población|conapo
4|Secretaría Ejecutiva del Sistema Nacional de Protección a Niñas, Niños y Adolescentes|sipinna
4|Instituto de Liderazgo Simone de Beauvoir|ilsb
4|Grupo de Información en Reproducción Elegida|gire
4|Balance Promoción para el Desarrollo y Juventud|balance
4|Instituto Nacional de las Mujeres|inmujeres
4|INMUJERES|inmujeres
5|Consejo Nacional para Prevenir la Discriminación|conapred
5|Instituto Mexicano para la Competitividad|imco
5|Bios Participación Política y Desarrollo|bios
5|Centro de Estudios Espinosa Yglesias|ceey
5|Alianza Jóvenes con Trabajo Digno|alianza-jovenes
5|Gestión Social y Cooperación|gesoc
6|Secretaría de Seguridad y Protección Ciudadana|sspc
6|Centro Nacional de Información del Secretariado Ejecutivo del Sistema Nacional de Seguridad \
Pública|cni
6|Artículo 19|articulo-19
6|Equis, Justicia para las Mujeres|equis
6|Fundar, Centro de Análisis e Investigación|fundar
6|Marina|semar
6|SEMAR|semar
6|Defensa Nacional|sedena
6|SEDENA|sedena
6|Comisión Ejecutiva de Atención a Víctimas|ceav
6|Guardia Nacional|guardia-nacional
7|Red en defensa de los derechos digitales|r3d
7|SocialTic|socialtic
8|Incide Social|incide-social
8|Laboratorio Nacional de Políticas Públicas del CIDE|lnpp
8|CIDE|cide
8|Manzanillo, Colima|manzanillo
9|SHCP|shcp
9|Ethos laboratorio de políticas públicas|ethos
9|México Evalúa|mexico-evalua
10|Instituto Nacional de Pesca|inapesca
10|Procuraduría Federal de Protección al Ambiente|profepa
10|Agencia de Seguridad, Energía y Ambiente|asea
10|CartoCrítica|cartocritica
10|Reforestamos México|reforestamos-mexico
10|Fondo para la Comunicación y Educación Ambiental|fcea
11|UIF|uif
11|Secretaría de Economía|se
11|SAT|sat
11|Proyecto sobre Organización, Desarrollo, Educación e Investigación|poder
11|Fundar|fundar
11|sector privado|sector-privado
12|Secretaría de la Defensa Nacional|sedena
12|Secretaría de Relaciones Exteriores|sre
12|SRE|sre
12|Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública|sesnsp
12|Observatorio Nacional Ciudadano de Seguridad, Justicia y Legalidad|onc
12|Comisión Mexicana de Defensa y Promoción de los Derechos Humanos|cmdpdh
12|Global Exchange|global-exchange
12|Centro de Estudios Ecuménicos|cee
12|Equis justicia para las mujeres|equis
12|Global Thought|global-thought
13|GESOC, la Agencia para el Desarrollo|gesoc
0|Secretaría de la Función Pública|sfp
0|Núcleo de Organizaciones de la Sociedad Civil|nosc
0|NOSC|nosc
0|Instituto Nacional de Transparencia, Acceso a la Información y Protección de Datos Personales|inai
""".replace("\\\n", "").strip()


def test_every_spelling_finds_its_organization_and_the_row_it_is_printed_in() -> None:
    data = loader.load()
    for line in SPELLINGS.splitlines():
        number, spelling, id = line.split("|")
        assert find_organization(data, spelling).id == id, line
        assert find_organization(data, spelling.upper()).id == id, line
        row = ROWS.get(int(number))
        if row and id in dict(row.participants):
            found = select_commitments(data, {"participant": [spelling]})
            assert int(number) in [c.number for c in found], line
        else:  # the opening pages, a mention, or the whole that a participant is part of
            assert id in ("sfp", "nosc", "inai", "inmujeres", "manzanillo", "cide"), line


def test_one_organization_however_it_is_spelled(ogpmx: Ogpmx) -> None:
    rows = {
        "GESOC": [1, 5, 13],
        "Gestión Social y Cooperación": [1, 5, 13],
        "Fundar": [1, 6, 9, 11],
        "Ethos": [1, 9],
        "Miel que vino del Cielo": [1, 3, 5],
        "Equis": [6, 12],
        "PODER": [11],
    }
    found = {name: ogpmx(["filter", "--participant", name, "-f", "json"]).numbers for name in rows}
    assert found == rows


@pytest.mark.parametrize(
    ("id", "others"),
    [
        ("gesoc", {"GESOC, la Agencia para el Desarrollo", "Gestión Social y Cooperación"}),
        ("equis", {"Equis, Justicia para las Mujeres", "Equis justicia para las mujeres"}),
    ],
)
def test_other_spellings_as_printed_without_the_words_around_them(id: Any, others: Any) -> None:
    assert set(loader.load().organizations_by_id[id].aliases) == others


# The opening pages


def test_the_period_and_the_source() -> None:
    plan = loader.load().plan
    assert (plan.number, plan.start, plan.end) == (4, "2020-01", "2022-08-31")
    title = (
        "Reporte de Autoevaluación del Cuarto Plan de Acción de México en la Alianza para el "
        "Gobierno Abierto"
    )
    assert plan.source.title == title
    author = "Comité Coordinador de la Alianza para el Gobierno Abierto en México"
    assert plan.source.author == author
    assert plan.source.date is None  # 1 June 2023 may be that of the IRM's report


def test_the_coordinating_committee_and_each_ones_part() -> None:
    data = loader.load()
    committee = data.plan.committee
    assert committee is not None
    parts = {m.organization: data.text(m.part or "", "es") for m in committee.members}
    assert list(parts) == ["sfp", "nosc", "inai"]
    assert "Secretaría Técnica de los Grupos de Trabajo" in parts["sfp"]
    assert "organizaciones de la sociedad civil" in parts["nosc"]
    for said in ("rendición de cuentas", "protección de datos personales", "autónomas"):
        assert said in parts["inai"]


def test_the_figures_as_stated() -> None:
    stated = {claim.claim: (claim.stated, claim.category) for claim in loader.load().plan.claims}
    assert stated == {
        "commitments": (13, None),
        "civil-society": (33, None),
        "federal": (39, None),
        "autonomous": (1, None),
        "municipal": (1, None),
        "substantial": (6, None),
        "limited": (3, None),
        "mixed": (1, None),
        "inactive": (3, None),
        "inactive-suspended": (3, None),
        "diagnostics": (9, "a"),
        "participation-mechanisms": (8, "b"),
        "policy-proposals": (3, "c"),
        "methodologies": (2, "c"),
        "information-quality": (3, "d"),
        "microsites": (1, "e"),
        "platforms": (1, "e"),
    }


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        ("es", "2011; ocho países; cuatro planes; COVID-19; virtual; pudieron|permitió;"
               "verific; elabor; 1 de junio de 2023; puede ser; validaron; Se mejoró;"
               "avaló; Informe de resultados del 4PA de México 2019-2022; gran parte; SFP;"
               "INAI; Manzanillo, Colima; institucion; organizacion; micrositio; plataforma"),
        ("en", "2011; eight countries; four action plans; COVID-19; remote; possible|allowed;"
               "verified; drew up; 1 June 2023; may be; validated; was improved;"
               "endorsed; Informe de resultados del 4PA de México 2019-2022; large part; SFP;"
               "INAI; Manzanillo, Colima; institution; organization; microsite; platform"),
    ],
)  # fmt: skip
def test_what_else_the_opening_pages_tell(lang: str, facts: str) -> None:
    data = loader.load()
    claims = [claim.text or "" for claim in data.plan.claims]
    texts = [*data.plan.context, *data.plan.source.validation, *claims]
    found = " ".join(data.text(text, lang) for text in texts)
    assert not find_missing(facts, found)
