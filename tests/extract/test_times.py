"""Times: every rule by its example, the calendar, and what must never happen whatever the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.extract.times import find_times
from readout.extract.times.values import bounds, duration
from readout.lexicon import table
from readout.model import Analysis, Article, Block, Time

PUBLISHED = "2025-05-08"
Analysed = Callable[..., Analysis]

TIMEX3 = re.compile(
    r"(?:PRESENT|PAST|FUTURE)_REF"
    r"|P(?:X|\d+(?:\.\d+)?)(?:Y|M|W|D|Q|DE|CE|E|C|L|WE|SP|SU|FA|WI)(?:\d+M|\d+D|T\d+H)?|P\d+[DW]|PXX|P(?:\d+[DMW])"
    r"|PT(?:X|\d+)[HMS](?:\d+[MS])?"
    r"|(?:\d{2}|\d{3}|\d{4}|XXXX)"
    r"|(?:\d{4}|XXXX)-(?:\d\d|XX)(?:-(?:\d\d|XX))?"
    r"|(?:\d{4}|XXXX)-(?:Q[1-4X]|H[12]|SP|SU|FA|WI)"
    r"|(?:\d{4}|XXXX)-W(?:\d\d|XX)(?:-WE|-[1-7](?:T(?:MO|AF|EV|NI|DT|MI))?)?"
    r"|(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)T(?:MO|AF|EV|NI|DT|MI|X|XX:XX|\d\d:\d\d(?::\d\d)?Z?)"
)

EXAMPLES = [
    (row["find"], *say.rsplit(" = ", 1), str(row.get("published", PUBLISHED)))
    for row in table("times")["rules"]
    for say in ([row["say"]] if isinstance(row["say"], str) else row["say"])
]


def check(times: tuple[Time, ...], text: str) -> None:
    """What holds for every list of times."""
    at = 0
    for time in times:
        assert at <= time.start < time.end <= len(text)
        at = time.end
        assert TIMEX3.fullmatch(time.value), time.value
        assert (time.begin is None) == (time.until is None)
        if time.begin and time.until:
            assert time.begin <= time.until
            date.fromisoformat(time.begin)
            date.fromisoformat(time.until)


@pytest.mark.parametrize(("find", "say", "value", "on"), EXAMPLES, ids=[row[1] for row in EXAMPLES])
def test_each_rule_reads_its_example(analysed: Analysed, find: str, say: str, value: str, on: str) -> None:
    text = say.replace("[", "").replace("]", "")
    words = say[say.index("[") + 1 : say.index("]")]
    times = find_times(analysed(text, on))
    check(times, text)
    assert (words, value) in [(text[t.start : t.end], t.value) for t in times]


# --- readings that need more than one rule


def values(analysed: Analysed, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    times = find_times(analysed(text, published))
    check(times, text)
    return [(text[t.start : t.end], t.value) for t in times]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor resigned on Friday.", "2025-05-02"),
        ("The mayor will resign on Friday.", "2025-05-09"),
        ("The mayor resigned on Thursday.", "2025-05-08"),
        ("The mayor is expected to resign on Friday.", "2025-05-09"),
        ("The hearing was moved to Friday.", "2025-05-09"),
        ("The board read Friday's report.", "2025-05-02"),
        ("The envoy left in December.", "2024-12"),
        ("The envoy will leave in March.", "2026-03"),
        ("The port closed on Dec. 20.", "2024-12-20"),
        ("The port will close on Jan. 3.", "2026-01-03"),
    ],
)
def test_the_tense_of_the_clause_decides_which_day_is_meant(analysed: Analysed, text: str, value: str) -> None:
    assert [v for _, v in values(analysed, text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She led the polls before the Nov. 4 election.", "2025-11-04"),
        ("She left the race ahead of the election in November.", "2025-11"),
        ("They prepared for the September summit.", "2025-09"),
        ("The trial on Sept. 9 was postponed.", "2025-09-09"),
        ("It won the Nov. 2 vote.", "2024-11-02"),
        ("She won the election in November.", "2024-11"),
        ("They agreed at the December summit.", "2024-12"),
        ("They stay ahead after a good run since their March 3 debate.", "2025-03-03"),
        ("It signed an agreement to sell the unit in December.", "2025-12"),
        ("It was the first party to win in December.", "2024-12"),
        ("The truce had been due to expire on Tuesday.", "2025-05-06"),
        ("The truce is due to expire on Tuesday.", "2025-05-13"),
        ("He may have won on Sunday.", "2025-05-04"),
        ("Under the terms announced Tuesday, holders would receive shares.", "2025-05-06"),
        ("It grew faster than it did last April.", "2024-04"),
        ("It grew faster than it did last February.", "2025-02"),
    ],
)
def test_what_is_fixed_beforehand_and_what_is_over(analysed: Analysed, text: str, value: str) -> None:
    assert values(analysed, text)[0][1] == value


def test_rates_and_nights_told_by_a_clause_are_no_times(analysed: Analysed) -> None:
    assert values(analysed, "It adds four flights a week. They saw the night the ship sank. It has a tax year.") == []


def test_months_seasons_and_units_are_told_from_other_words(analysed: Analysed) -> None:
    assert values(analysed, "They may march again. The second runner had a great fall.") == []
    assert values(analysed, "They marched in May.") == [("May", "2025-05")]


def test_numbers_that_count_are_no_years(analysed: Analysed) -> None:
    assert values(analysed, "About 2000 soldiers left, and $1995 was stolen; call 555-2019.") == []


def test_ages_are_no_durations(analysed: Analysed) -> None:
    assert values(analysed, "The 47-year-old is 3 years old.") == []
    assert values(analysed, "A three-month-old truce broke.") == [("three-month-old", "P3M")]


def test_rates_kinds_and_laws_are_no_times(analysed: Analysed) -> None:
    assert values(analysed, "It raised its quarterly dividend at the annual meeting; sales rose 20% annually.") == []
    assert values(analysed, "It costs $500 million a year.") == []
    assert values(analysed, "It broke the Clean Air Act of 1990.") == []
    assert values(analysed, "A boy aged 9 years and a 16-year-old girl won for the third time in as many weeks.") == []


def test_old_years_need_a_preposition_and_count_nothing(analysed: Analysed) -> None:
    assert values(analysed, "The club was founded in 1848.") == [("1848", "1848")]
    assert values(analysed, "The index of 1480 shares fell; it is sold in 1200 cities.") == []


def test_a_bare_quarter_is_the_one_named_before_else_the_last_that_is_over(analysed: Analysed) -> None:
    assert values(analysed, "Sales fell in the latest quarter.") == [("the latest quarter", "2025-Q1")]
    text = "Sales fell in the fourth quarter. In the latest period they rose from the same period last year."
    assert [v for _, v in values(analysed, text)] == ["2024-Q4", "2024-Q4", "2023-Q4"]


def test_a_year_ago_is_the_month_that_the_sentence_names(analysed: Analysed) -> None:
    text = "It averaged 6 percent in April, up from 5 percent a year earlier. It was 4 percent two years ago."
    assert [v for _, v in values(analysed, text)] == ["2025-04", "2024-04", "2023"]


def test_a_month_before_a_noun_is_past_unless_just_ahead(analysed: Analysed) -> None:
    assert values(analysed, "It is below the November high.") == [("November", "2024-11")]
    assert values(analysed, "He backs a June vote.") == [("June", "2025-06")]


def test_the_attacks_of_september_11_were_in_2001(analysed: Analysed) -> None:
    assert values(analysed, "He recalled the Sept. 11 attacks.") == [("Sept. 11", "2001-09-11")]


def test_a_clock_time_takes_the_day_after_its_bracket(analysed: Analysed) -> None:
    text = "The quake struck at 08:45 local time (00:45 GMT) on Tuesday."
    assert [v for _, v in values(analysed, text)] == ["2025-05-06T08:45", "2025-05-06T00:45Z", "2025-05-06"]


def test_a_weekday_without_a_date_keeps_its_part_of_the_day(analysed: Analysed) -> None:
    assert values(analysed, "She left Tuesday evening.", None) == [("Tuesday evening", "XXXX-WXX-2TEV")]


def test_set_is_due_before_a_purpose_and_done_in_a_record(analysed: Analysed) -> None:
    assert values(analysed, "The talks are set to resume Monday.") == [("Monday", "2025-05-12")]
    assert values(analysed, "It is near the record high set on Tuesday.") == [("Tuesday", "2025-05-06")]


def test_titles_are_no_days(analysed: Analysed) -> None:
    assert values(analysed, "She told USA Today that it was over.") == []


def test_a_range_gives_both_ends(analysed: Analysed) -> None:
    assert values(analysed, "The games run from May 30 to June 2.") == [
        ("May 30", "2025-05-30"),
        ("June 2", "2025-06-02"),
    ]
    assert values(analysed, "They meet on May 12-14.") == [("May 12", "2025-05-12"), ("14", "2025-05-14")]
    assert values(analysed, "They meet on 10 to 12 May.") == [("10", "2025-05-10"), ("12 May", "2025-05-12")]


def test_later_expressions_count_from_the_day_that_the_text_named(analysed: Analysed) -> None:
    text = "The pact was signed on 3 March 2021. Two days later it was broken, and the next year it ended."
    assert [v for _, v in values(analysed, text)] == ["2021-03-03", "2021-03-05", "2022"]


def test_a_day_that_only_names_a_thing_is_not_where_the_text_has_come_to(analysed: Analysed) -> None:
    text = "They met on May 3 and spoke of the April 25 call. Later in the day they signed."
    assert values(analysed, text)[-1] == ("Later in the day", "2025-05-03")


def test_without_a_publication_day_relative_times_stay_open(analysed: Analysed) -> None:
    text = (
        "Today, on Friday, last year, in May, on May 9, this week, last month, two weeks ago and at 10 a.m. it rained."
    )
    times = find_times(analysed(text, None))
    check(times, text)
    assert len(times) == 9
    assert all(t.value.startswith("XXXX") and t.begin is None for t in times)


def test_spans_that_end_or_begin_now_have_their_days(analysed: Analysed) -> None:
    (undated,) = find_times(analysed("It grew over the past two years."))
    assert (undated.begin, undated.until) == (None, None)
    (past,) = find_times(analysed("It grew over the past two years.", PUBLISHED))
    assert (past.begin, past.until) == ("2023-05-08", "2025-05-08")
    (ahead,) = find_times(analysed("It will shrink over the next two weeks.", PUBLISHED))
    assert (ahead.begin, ahead.until) == ("2025-05-08", "2025-05-22")


@pytest.mark.parametrize(
    "text",
    [
        "The quake struck at 10:52 a.m., experts wrote.",  # no day is named
        "The next two months were hard.",  # counted from a day that the text does not name
        "They fell in the last two weeks of the war.",
        "He went home in the morning.",
    ],
)
def test_times_whose_day_is_not_told_have_none(analysed: Analysed, text: str) -> None:
    (time,) = find_times(analysed(text, PUBLISHED))
    assert (time.begin, time.until) == (None, None)


def test_a_clock_time_takes_the_day_named_before(analysed: Analysed) -> None:
    text = "On Monday it rained. At 10:52 a.m. it stopped."
    assert [v for _, v in values(analysed, text)] == ["2025-05-05", "2025-05-05T10:52"]


def test_days_with_a_name_of_their_own_are_no_weekdays(analysed: Analysed) -> None:
    assert values(analysed, "The shops were full on Bloody Friday.") == []


def test_leap_days_and_the_ends_of_months(analysed: Analysed) -> None:
    assert [v for _, v in values(analysed, "He left a year ago today and came two months ago.", "2024-02-29")][
        -1
    ] == "2023-12"
    assert "2023-02-29" not in [v for _, v in values(analysed, "It was on February 29, 2023.")]
    assert [v for _, v in values(analysed, "He spoke yesterday.", "2024-03-01")] == ["2024-02-29"]
    assert [v for _, v in values(analysed, "It opened on Feb. 29.", "2025-05-08")] == ["2024-02-29"]


NAMED_DAYS = """
2024-11-05: We meet on [Christmas Eve]. = 2024-12-24
2024-11-05: On [Good Friday] they marched. = 2024-03-29
2024-11-05: They marched last [Easter]. = -
2024-11-05: They marched [last Easter]. = 2024-03-31
2024-11-05: They will march [next Easter]. = 2025-04-20
2024-11-05: They marched on [Easter Sunday 2019]. = 2019-04-21
1999-11-26: The boy was found on [Thanksgiving Day]. = 1999-11-25
2024-11-05: They pray on [Thanksgiving]. = 2024-11-28
2024-11-05: The shops were full on [Black Friday 2022]. = 2022-11-25
2024-11-05: He spoke on [Memorial Day]. = 2024-05-27
2024-11-05: The [Martin Luther King Jr. Day] march will be long. = 2025-01-20
2024-11-05: Polls close early on [Election Day]. = 2024-11-05
2024-11-05: [Diwali] was marked in Delhi. = 2024-10-31
2024-02-01: [Lunar New Year] travel has begun. = 2024-02-10
2024-04-01: Muslims will celebrate [Eid al-Fitr]. = 2024-04-10
2024-04-01: [Ramadan] has begun. = 2024-XX
2024-08-20: Ukraine's [Independence Day] will be quiet. = 2024-08-24
2024-08-01: India celebrates [Independence Day] this month. = 2024-08-15
2024-07-01: American flags fly on [Independence Day]. = 2024-07-04
2024-07-01: They fly flags on [Independence Day]. = XXXX-XX-XX
2025-05-08: Russia holds its [Victory Day] parade. = 2025-05-09
2024-12-01: It sells a [Christmas] tree. = -
2024-04-01: He wrote of an [easter] lily. = -
2024-04-01: It was a [good friday] for banks. = -
2024-04-01: He lives on [Easter] Island. = -
: They met at [Christmas]. = XXXX-12-25
: They met on [Good Friday]. = XXXX-XX-XX
: They met on [Good Friday 2024]. = 2024-03-29
1800-04-01: They met on [Good Friday]. = XXXX-XX-XX
"""


@pytest.mark.parametrize("row", NAMED_DAYS.strip().splitlines())
def test_named_days_are_those_of_the_year_and_the_country(analysed: Analysed, row: str) -> None:
    published, _, rest = row.partition(": ") if not row.startswith(":") else ("", "", row[2:])
    say, _, value = rest.rpartition(" = ")
    words = say[say.index("[") + 1 : say.index("]")]
    found = values(analysed, say.replace("[", "").replace("]", ""), published or None)
    assert ((words, value) in found) if value != "-" else (words not in [w for w, _ in found])


def test_ramadan_lasts_until_its_feast(analysed: Analysed) -> None:
    (time,) = find_times(analysed("Ramadan has begun.", "2024-04-01"))
    assert (time.begin, time.until) == ("2024-03-11", "2024-04-09")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It has been quiet since the fall of the Wall.", []),
        ("The match will last six to eight weeks.", [("six to eight weeks", "P6W")]),
        ("The banks were shut until at least Friday.", [("Friday", "2025-05-09")]),
        ("Only twenty six of them came.", []),
        ("He was hurt in a 30-7 Oct. 19 loss.", [("Oct. 19", "2024-10-19")]),
        ("She was hurt in the first quarter of the season.", []),
        ("Flights left at 0600 local time.", [("0600 local time", "2025-05-08T06:00")]),
        ("It began three and a half years ago.", [("three and a half years ago", "2021-11")]),
        ("He had left the previous day.", [("the previous day", "2025-05-07")]),
    ],
)
def test_what_only_looks_like_a_time_and_what_is_one(
    analysed: Analysed, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert values(analysed, text) == wanted


# --- the calendar


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-WI", ("2024-12-01", "2025-02-28")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2021-W53", (None, None)),
        ("2025-W19-WE", ("2025-05-10", "2025-05-11")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
        ("2024-Q3", ("2024-07-01", "2024-09-30")),
        ("2024-H2", ("2024-07-01", "2024-12-31")),
        ("2025-QX", (None, None)),
        ("XXXX-05", (None, None)),
        ("PRESENT_REF", (None, None)),
    ],
)
def test_days_of_a_value(value: str, days: tuple[str | None, str | None]) -> None:
    assert bounds(value) == days


@pytest.mark.parametrize(
    ("count", "letter", "value"),
    [
        (2.5, "Y", "P2Y6M"),
        (1.5, "TM", "PT1M30S"),
        (1.5, "D", "P1DT12H"),
        (2, "E", "P20Y"),
        ("X", "C", "PXCE"),
        (2, "2W", "P4W"),
    ],
)
def test_durations(count: float | str, letter: str, value: str) -> None:
    assert duration(count, letter) == value


# --- whatever the text

GLUE = """the a of in on at to and or , - . ' this last next ago earlier later old 1 5 12 29 30 31 99 1900 1999 2000
2024 2100 10:30 24:00 2.5 1/2 29/2/2023 31.12.1999 5/8/2025 1990s 80s 1st 31st 99th 2024/25 99999999999999 1,000
\u0661\u0662 \U0001f600"""
WORDS = sorted(
    {word for row in table("times")["words"].values() for word in row}
    | set(GLUE.split())
    | {word for row in table("times")["rules"] for word in re.findall(r"[a-z']+", row["find"])}
    | {name.title() for name in table("times")["feasts"]}
)


def bare_analysis(text: str, published: str | None, tag: str) -> Analysis:
    """An Analysis of white-space words that all hang on the first one of their line: the parser's worst day."""
    a = Analysis(
        Article("x", "x", text, published=published), [], [], [], [], [], [], [], [], [], [], [], [], [], [], []
    )
    blocks = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        blocks.append(Block("paragraph", line.start(), line.end()))
        first = len(a.words)
        for word in re.finditer(r"\S+", line.group()):
            a.words.append(word.group())
            a.starts.append(line.start() + word.start())
            a.ends.append(line.start() + word.end())
            a.heads.append(first)
            a.sentence_of.append(len(a.sentences))
            a.block_of.append(len(blocks) - 1)
        a.sentences.append((first, len(a.words)))
    count = len(a.words)
    a.lowers.extend(w.lower() for w in a.words)
    a.lemmas.extend(a.lowers)
    a.tags.extend([tag] * count)
    a.pos.extend(["VERB" if tag[:2] == "VB" else "NOUN"] * count)
    a.deps.extend(["dep"] * count)
    a.children.extend([] for _ in range(count))
    for token, head in enumerate(a.heads):
        if token != head:
            a.children[head].append(token)
    a.edges.extend((t, t + 1) for t in range(count))
    return Analysis(
        Article("x", "x", text, published=published, blocks=tuple(blocks)),
        *(getattr(a, name) for name in Analysis.__slots__[1:]),
    )


TAGS = st.sampled_from(["NN", "NNP", "VBD", "VBZ", "VB", "MD", "IN", "CD"])
ZONES = st.sampled_from(["", "T00:00:00Z", "T23:59:59+14:00", "T00:10:00-11:30", "T12:00"])
DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from([date(y, 2, 29) for y in (1904, 2000, 2024, 2096)]),
)
DAYS = st.one_of(st.none(), st.builds(lambda day, zone: day.isoformat() + zone, DATES, ZONES))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([" ", "", "\n"]), DAYS, TAGS)
def test_any_words_of_time_give_valid_times(words: list[str], glue: str, published: str | None, tag: str) -> None:
    text = " ".join(words[:15]) + glue + " ".join(words[15:])
    times = find_times(bare_analysis(text, published, tag))
    check(times, text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), DAYS, TAGS)
def test_any_text_gives_valid_times(text: str, published: str | None, tag: str) -> None:
    check(find_times(bare_analysis(text, published, tag)), text)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([row[1].replace("[", "").replace("]", "") for row in EXAMPLES]), DAYS, TAGS)
def test_every_example_is_valid_on_any_day(text: str, published: str | None, tag: str) -> None:
    check(find_times(bare_analysis(text, published, tag)), text)


def test_long_runs_of_time_words_take_linear_time() -> None:
    def seconds(count: int) -> float:
        analysis = bare_analysis("the past twenty two hundred and early mid - last " * count, PUBLISHED, "NN")
        began = perf_counter()
        find_times(analysis)
        return perf_counter() - began

    seconds(10)
    assert seconds(4000) < 30 * max(seconds(400), 0.01)
