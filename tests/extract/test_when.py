"""When: the time that an event's clause carries, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from readout.extract.times import find_times
from readout.extract.when import event_time
from readout.model import Analysis, EventTime

Analysed = Callable[..., Analysis]

# The words of the time of the event that the word in brackets tells: `A~B` from A to B, `-` none.
SENTENCES = """
May 8: The minister [arrived] in Rome on May 8.
May 8: The minister arrived in Rome on May 8 and [met] the pope.
-: The minister arrived in Rome on May 8, and the pope [met] pilgrims.
~May 12: The premier [extended] his visit by two days, to May 12.
~June 1: The ceasefire was [extended] to June 1.
~May 10: The [visit] is expected to last until May 10.
May 8~May 10: The [visit] will run from May 8 to May 10.
May 8~May 10: The [visit], from May 8 to May 10, will be short.
May 8~May 10: He will be in Rome from May 8 until May 10 for a [visit].
May 12~May 14: The [games] will be held on May 12-14.
-: He told reporters on April 22 that the army [attacked] the port.
April 22: He [told] reporters on April 22 that the army attacked the port.
April 20: The army [attacked] the port on April 20, he said on April 22.
April 22: The army attacked the port on April 20, he [said] on April 22.
April 20: He said on April 22 that the army [attacked] the port on April 20.
-: The army [attacked] the port, the ministry said on Monday.
Monday: The army [attacked] the port on Monday, the ministry said.
Friday: A [meeting] between the two is planned for Friday.
Friday: They agreed to hold [talks] on Friday.
Friday: They will hold a [meeting] on Friday.
2022~: The country has been at [war] since 2022.
~Friday: The troops must [withdraw] by Friday.
Tuesday: On Tuesday, the court [sentenced] him to jail.
Tuesday: The court on Tuesday [sentenced] him to jail.
Tuesday: Tuesday's [attack] killed ten.
May 9: The May 9 [parade] will be large.
last year: He was [arrested] last year after he criticised the king.
last year: The [attack] last year shocked the world.
-: The man who was arrested last year [visited] Rome.
last year: The man who was [arrested] last year visited Rome.
April: The man who was arrested last year [visited] Rome in April.
May 9: Leaders expected to attend the [parade] on May 9 include the premier.
Sunday: Voters go to the polls on Sunday in an [election] that the ruling party may lose.
Monday: Iran and Oman signed an [agreement] in Muscat on Monday.
Monday: After [talks] on Monday, the two sides signed a deal on Tuesday.
Tuesday: After talks on Monday, the two sides [signed] a deal on Tuesday.
Tuesday: After talks on Monday, the two sides signed a [deal] on Tuesday.
Friday: The president will travel to Lima on Friday to [meet] his counterpart.
March 3: The company, founded in 1990, was [sold] on March 3.
1990: The company, [founded] in 1990, was sold on March 3.
Thursday: Three people were killed in an [attack] on Thursday, police said.
Thursday: Three people were [killed] in an attack on Thursday, police said.
Wednesday: Police said Wednesday's [protest] was peaceful.
-: Ministers on Monday condemned the [attack].
-: The minister cancelled his [trip] on Monday.
Monday: The budget was approved at a [meeting] on Monday.
-: The premier will [resign] because of the attack on Friday.
Friday: A [verdict] is expected on Friday.
Friday: On Friday, the leaders are expected to [meet].
-: On Monday, the parties agreed to hold [talks].
Monday: On Monday, the parties held [talks].
Monday: The [attack] killed six people on Monday.
Sunday: The king will attend the [wedding] on Sunday.
-: On Tuesday, she called for a [ceasefire].
-: On Tuesday, she urged the army to [withdraw].
-: She [urged] the army to withdraw by Friday.
Wednesday: They arrived on Wednesday for [talks] with officials.
-: The union announced a [strike] on Monday.
Monday: The [ceremony] took place on Monday.
-: Some 2016 candidates have [criticised] the law.
-: Ahead of the 2014 election, he [attacked] his rivals.
2014: Ahead of the 2014 [election], he attacked his rivals.
-: He joined the court in 2012 after being [nominated] by the king.
2012: He [joined] the court in 2012 after being nominated by the king.
-: They arrived on Monday ahead of the [summit].
~noon Monday: The [talks] broke off at noon Monday.
Monday~: The [strike] began on Monday.
Monday~: Rebels have [shelled] the port since the truce ended on Monday.
March 3: The March 3 accord [signed] by the two premiers was broken.
Tuesday: The [shooting] that took place on Tuesday shocked the town.
Tuesday: On Thursday, she spoke of the [blast] that killed ten people on Tuesday.
April: In April, the ministry joined the case when the company [appealed].
Monday: Planes dropped [bombs] on Monday.
Monday: Voters took part on Monday in an [election] that the ruling party won.
Monday: Police on Monday [arrested] two men accused of killing a judge in 2011.
2011: Police on Monday arrested two men accused of [killing] a judge in 2011.
-: Two men [accused] of killing a judge appeared in court on Monday.
-: The ministry said Tuesday that troops had [killed] ten rebels.
Tuesday: Troops [killed] ten rebels Tuesday, the ministry said.
Monday: A bomb [exploded] in the market on Monday, killing ten people.
Monday: A bomb exploded in the market on Monday, [killing] ten people.
Friday: The leaders [meet] Friday in Geneva.
last year: The company, which was [fined] last year, appealed.
-: The company, which was fined last year, [appealed].
Sunday: Thousands [marched] through the capital on Sunday to demand a new election.
-: Thousands marched through the capital on Sunday to demand a new [election].
Sunday: Thousands marched through the capital on Sunday, [demanding] a new election.
Wednesday: In a speech Wednesday, the president [accused] the rebels of breaking the truce.
-: In a speech Wednesday, the president accused the rebels of [breaking] the truce.
Wednesday: The president [criticised] the court in a speech on Wednesday.
2019: He was [convicted] of fraud in 2019 and sentenced to four years.
2019: He was convicted of fraud in 2019 and [sentenced] to four years.
April 3: The [attack] on April 3 killed ten.
April 3: The April 3 [attack] killed ten.
-: The attack on April 3 led the government to [ban] marches.
June: The two sides will hold another round of [talks] in June.
June: Elections [scheduled] for June may be delayed.
June: [Elections] scheduled for June may be delayed.
Thursday: The court is expected to [rule] Thursday.
-: The senator said Thursday he would [resign].
Friday: The senator said Thursday he would [resign] on Friday.
May 20: The deal, due to be [signed] on May 20, was put off.
-: The deal was [signed] three days after the storm.
late Saturday night: Gunmen [stormed] the hotel late Saturday night.
2014: Russia, which [annexed] Crimea in 2014, denied it.
-: Russia, which annexed Crimea in 2014, [denied] it.
-: After a meeting with the pope on Tuesday, she [flew] home.
Tuesday: After a [meeting] with the pope on Tuesday, she flew home.
this week: The parliament this week [approved] a bill that would ban smoking from 2027.
2027~: The parliament this week approved a bill that would [ban] smoking from 2027.
Monday: Lawmakers [voted] 52-48 on Monday to impeach the judge.
Monday: Lawmakers voted 52-48 on Monday to [impeach] the judge.
Friday: The strike, which [began] on Friday, has closed schools.
Friday: The [strike], which began on Friday, has closed schools.
-: It was the first [visit] by a pope since 1986, and it ended Wednesday.
last week: It was made clear last week when the premier [appointed] a new envoy.
Monday: The mood changed on Monday when the mayor [attacked] the board and left.
2008: They met in 2008, when the senator was [visiting] Cairo.
-: They met in 2008, when the senator had [visited] Cairo.
2011~2012: Between 2011 and 2012, the firm [sued] ten rivals.
-: He now leads the firm, having [rejected] the post before.
March 3: On March 3, voters dealt it a blow by [rejecting] the treaty.
March 3~: On March 3, the ministry began [investigating] the firm.
-: He was mayor in 2005 and has [visited] Rome.
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(when, text) for when, _, text in (line.partition(": ") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("when", "text"), rows(SENTENCES))
def test_the_time_of_an_event(analysed: Analysed, when: str, text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    a = analysed(plain, "2025-05-08")
    times = find_times(a)
    trigger, _ = a.tokens(text.index("["), text.index("[") + 1)
    found = event_time(a, trigger, times)
    days = {plain[t.start : t.end]: (t.begin, t.until) for t in times}

    def day(words: str, side: int) -> str | None:
        return next((d[side] for w, d in days.items() if words and words.endswith(w)), None)

    if when == "-":
        assert found is None
    else:
        first, _, last = when.partition("~")
        last = last if "~" in when else first
        assert found is not None
        assert (found.begin, found.until) == (day(first, 0), day(last, 1))


def test_a_time_without_days_keeps_its_value(analysed: Analysed) -> None:
    a = analysed("The court sentenced him on Tuesday.")  # no publication date
    assert event_time(a, a.words.index("sentenced"), find_times(a)) == EventTime("XXXX-WXX-2")
    a = analysed("The town is now shelling the port. He had talked with the mayor, now in his third term.")
    assert event_time(a, a.words.index("shelling"), find_times(a)) == EventTime("PRESENT_REF")
    assert event_time(a, a.words.index("talked"), find_times(a)) is None


def test_a_time_of_a_clause_above_is_the_sentence_s(analysed: Analysed) -> None:
    a = analysed("He will travel to Lima on Friday to meet the premier.", "2025-05-08")
    by = {w: getattr(event_time(a, a.words.index(w), find_times(a)), "by", None) for w in ("travel", "meet")}
    assert by == {"travel": "clause", "meet": "sentence"}


def test_a_range_of_tokens_limits_the_search(analysed: Analysed) -> None:
    a = analysed("The minister arrived in Rome on Monday.", "2025-05-08")
    times = find_times(a)
    arrived = a.words.index("arrived")
    assert event_time(a, arrived, times) == EventTime("2025-05-05", "2025-05-05", "2025-05-05")
    assert event_time(a, arrived, times, (0, 4)) is None


def test_two_days_in_a_row_are_a_range_two_others_are_none(analysed: Analysed) -> None:
    a = analysed("They met on 2 and 3 May.", "2025-05-08")
    assert event_time(a, a.words.index("met"), find_times(a)) == EventTime(None, "2025-05-02", "2025-05-03")
    a = analysed("They met on Monday and Wednesday.", "2025-05-08")
    assert event_time(a, a.words.index("met"), find_times(a)) == EventTime("2025-05-05", "2025-05-05", "2025-05-05")


def test_any_parse_gives_a_time_or_none(analysed: Analysed) -> None:
    a = analysed("On Monday since until from May 8 to Friday he said by 2022 - . May 9 \n Sunday", "2025-05-08")
    times = find_times(a)
    looped = replace(a, heads=[(t + 1) % len(a) for t in range(len(a))])
    for token in range(len(a)):
        event_time(a, token, times)
        event_time(looped, token, times)
        event_time(a, token, times, (token, token))
