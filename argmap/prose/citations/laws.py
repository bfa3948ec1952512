"""How statutes, regulations, constitutions and the papers of legislatures are cited."""

from __future__ import annotations

from argmap.prose.citations.forms import AT, DATE, NAME, PIN, SECTION, SIGN, YEAR, Form, Parts, with_commas

EDITIONS = {"first": "1st", "second": "2d", "third": "3d", "i": "1st", "ii": "2d", "iii": "3d"}
COMPENDIA = {
    "1st": "Compendium of Copyright Office Practices",
    "2d": "Compendium II of Copyright Office Practices",
    "3d": "Compendium of U.S. Copyright Office Practices",
}
ACTS = {"Directive": "dir", "Regulation": "reg", "Decision": "dec"}
MORE = rf"(?P<more>(?:(?:,|,? and|,? &) {SECTION}(?:\([A-Za-z0-9]{{1,5}}\)){{0,3}}){{0,8}})"


def of_the_register(parts: Parts) -> Parts:
    """A page of the Federal Register, printed with a comma and found without it, too."""
    page = parts["page"]
    pages = {"page": with_commas(page), "plain": page.replace(",", "")}
    if "at" in parts:
        pages["at"] = "–".join(with_commas(part) for part in parts["at"].replace("-", "–").split("–"))
    return {**parts, **pages}


def of_the_compendium(parts: Parts) -> Parts:
    """A section of the Compendium is in a chapter of an edition, the third unless another is named."""
    named = parts.get("named") or parts.get("ordinal") or "third"
    edition = EDITIONS.get(named.lower(), "3d")
    chapter = f"{parts['section'].split('.')[0][:-2]}00" if "section" in parts else parts["whole"]
    return {
        **parts,
        "name": COMPENDIA[edition],
        "edition": edition,
        "chapter": chapter,
        **({"online": edition[0]} if edition == "3d" else {}),
    }


def of_the_constitution(parts: Parts) -> Parts:
    """An article or amendment of the Constitution, with its section and clause."""
    part = "art." if parts["part"].lower().startswith("art") else "amend."
    roman = parts["roman"].upper()
    place = f"{'article' if part == 'art.' else 'amendment'}-{arabic(roman)}"
    return {**parts, "part": part, "roman": roman, "place": place}


def arabic(roman: str) -> int:
    """A Roman numeral of ones, fives and tens as a number."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman]
    return sum(-it if it < following else it for it, following in zip(values, [*values[1:], 0], strict=True))


def of_the_union(parts: Parts) -> Parts:
    """An act of the European Union by its year and number, which older regulations have the other way round."""
    first, second = parts["number"].rpartition(" ")[2].split("/")[:2]
    is_year_first = len(first) == 4 or parts["act"] == "Directive"
    year, number = (first, second) if is_year_first else (second, first)
    full = year if len(year) == 4 else f"19{year}"
    return {**parts, "eli": f"{ACTS[parts['act']]}/{full}/{number}"}


FORMS: dict[str, Form] = {
    "usc": Form(
        kind="statute",
        pattern=rf"(?P<number>\d{{1,2}}) ?U\.? ?S\.? ?C\.? ?(?:A\. ?)?(?:{SIGN} ?)?(?P<section>{SECTION}){PIN}{MORE}"
        rf",?{YEAR}",
        citation="{number} U.S.C. § {section}",
        title="Title {number}, United States Code, section {section}",
        locator="<§ {section}{pin}>",
    ),
    "cfr": Form(
        kind="regulation",
        pattern=rf"(?P<number>\d{{1,2}}) ?C\.? ?F\.? ?R\.? ?(?:{SIGN} ?)?"
        rf"(?P<section>\d{{1,4}}\.\d{{1,4}}[a-z]?(?:-\d{{1,3}}[A-Z]?)?){PIN}{YEAR}",
        citation="{number} C.F.R. § {section}",
        title="Title {number}, Code of Federal Regulations, section {section}",
        locator="<§ {section}{pin}>",
    ),
    "cfr-part": Form(
        kind="regulation",
        pattern=rf"(?P<number>\d{{1,2}}) ?C\.? ?F\.? ?R\.? (?:pts?\.|[Pp]arts?) ?(?P<section>\d{{1,4}}){YEAR}",
        citation="{number} C.F.R. pt. {section}",
        title="Title {number}, Code of Federal Regulations, part {section}",
    ),
    "fed-reg": Form(
        kind="fed-reg",
        pattern=rf"{NAME}(?P<volume>\d{{1,3}}) (?:Fed\. ?Reg\.?|F\.? ?R\.?) "
        rf"(?P<page>\d{{1,3}},\d{{3}}|\d{{1,6}}){AT}(?: \({DATE}\))?",
        citation="<{name}, >{volume} Fed. Reg. {page}< ({date})>",
        title="{name}",
        locator="<at {at}>",
        found_by=("{volume} Fed. Reg. {page}", "{volume} Fed. Reg. {plain}"),
        refine=of_the_register,
    ),
    "public-law": Form(
        kind="statute",
        pattern=rf"{NAME}Pub\. ?L\.? ?(?:Nos?\. ?)?(?P<congress>\d{{2,3}})[-–](?P<law>\d{{1,4}})"
        rf"(?:, {SIGN} ?(?P<section>{SECTION}){PIN})?(?:, (?P<volume>\d{{1,3}}) Stat\. (?P<page>\d{{1,5}}){AT})?{YEAR}",
        citation="<{name}, >Pub. L. No. {congress}-{law}<, {volume} Stat. {page}>< ({year})>",
        title="{name}",
        locator="<§ {section}>{pin}",
        found_by=("Pub. L. No. {congress}-{law}",),
    ),
    "statutes-at-large": Form(
        kind="statute",
        pattern=rf"{NAME}(?P<volume>\d{{1,3}}) Stat\. (?P<page>\d{{1,5}}){AT}{YEAR}",
        citation="<{name}, >{volume} Stat. {page}< ({year})>",
        title="{name}",
        locator="<at {at}>",
        found_by=("{volume} Stat. {page}",),
    ),
    "constitution": Form(
        kind="statute",
        pattern=r"(?:U\.? ?S\.? )?Const(?:\.|itution),? (?P<part>[Aa]rt(?:\.|icle)|[Aa]mend(?:\.|ment)) "
        rf"?(?P<roman>[IVXivx]{{1,7}})(?:,? {SIGN} ?(?P<section>\d{{1,2}}))?"
        r"(?:,? (?:cl\.|clause) ?(?P<clause>\d{1,2}))?",
        citation="U.S. Const. {part} {roman}<, § {section}>",
        title="Constitution of the United States, {part} {roman}<, section {section}>",
        locator="<§ {section}, cl. {clause}>",
        refine=of_the_constitution,
    ),
    "house-report": Form(
        kind="report",
        pattern=rf"{NAME}H\. ?R\. ?(?P<conference>Conf\. )?Rep\.? ?(?:No\. ?)?"
        rf"(?P<congress>\d{{2,3}})[-–](?P<report>\d{{1,5}}){AT}{YEAR}",
        citation="H.R. <{conference}>Rep. No. {congress}-{report}< ({year})>",
        title="House Report {congress}-{report}",
        locator="<at {at}>",
        found_by=("H.R. <{conference}>Rep. No. {congress}-{report}",),
    ),
    "senate-report": Form(
        kind="report",
        pattern=rf"{NAME}S\. ?Rep\.? ?(?:No\. ?)?(?P<congress>\d{{2,3}})[-–](?P<report>\d{{1,5}}){AT}{YEAR}",
        citation="S. Rep. No. {congress}-{report}< ({year})>",
        title="Senate Report {congress}-{report}",
        locator="<at {at}>",
        found_by=("S. Rep. No. {congress}-{report}",),
    ),
    "compendium": Form(
        kind="compendium",
        pattern=r"(?:(?:U\.? ?S\.? )?Copyright Off(?:ice|\.),? )?Compendium"
        r"(?: \((?P<named>[A-Z][a-z]{3,6})\)| (?P<ordinal>I{1,3}))?"
        r"(?: of (?:U\.? ?S\.? )?Copyright Office Practices)?,? "
        rf"(?:{SIGN} ?(?P<section>\d{{3,4}}(?:\.\d{{1,2}}){{0,1}}){PIN}|(?:ch\.|chapter) ?(?P<whole>\d{{3,4}}))"
        r"(?: \((?:[1-3](?:st|nd|rd|d) ed\.)?(?: ?(?P<year>\d{4}))?\))?",
        citation="U.S. Copyright Office, {name} ch. {chapter} ({edition} ed.< {year}>)",
        title="{name}, chapter {chapter}",
        locator="<§ {section}>{pin}",
        edition="{edition} ed.< {year}>",
        found_by=("{name} ch. {chapter} ({edition} ed.< {year}>)", "{name} ch. {chapter} ({edition} ed."),
        refine=of_the_compendium,
    ),
    "eu-act": Form(
        kind="statute",
        pattern=r"(?:(?:Council|Commission) )?(?P<act>Directive|Regulation|Decision) "
        r"(?P<number>(?:\((?:EU|EC|EEC)\) (?:No\.? )?)?\d{2,4}/\d{1,4}(?:/(?:EC|EEC|EU))?)(?P<rest> of [^;]{3,300}?)?"
        rf"(?:,? [Aa]rt(?:\.|icle) ?(?P<article>\d{{1,3}}[a-z]?){PIN})?"
        r"(?:, (?:19|20)\d\d O\.J\. \([CL] ?\d{1,3}\) \d{1,4})?",
        citation="{act} {number}{rest}",
        title="{act} {number}",
        locator="<art. {article}>{pin}",
        found_by=("{act} {number}",),
        refine=of_the_union,
    ),
    "uk-act": Form(
        kind="statute",
        pattern=r"(?P<name>[A-Z][A-Za-z,'’() -]{3,120} Act) (?P<year>1[89]\d\d|20\d\d)(?:,? c\. ?(?P<chapter>\d{1,3}))?"
        rf"(?:,? (?:{SIGN}|ss?) ?(?P<section>\d{{1,3}}[A-Z]{{0,2}}){PIN})?(?: \((?:UK|U\.K\.|Eng\.)\))?",
        citation="{name} {year}<, s. {section}> (UK)",
        title="{name} {year}<, section {section}>",
        locator="<s. {section}{pin}>",
        found_by=("{name} {year}<, s. {section}>",),
    ),
}
