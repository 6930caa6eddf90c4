"""How sure: statuses by grammar and cue, in sentences and in headlines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as struct_replace

from readout.extract.status import claims, event_status, participant_status
from readout.extract.times import find_times
from readout.extract.when import event_time
from readout.lexicon import table
from readout.model import Analysis, Article, EventTime, Status

Analysed = Callable[..., Analysis]

# The status of the event that the word in brackets tells; where two are right, both stand.
SENTENCES = """
happened: The minister [visited] Ottawa on Monday.
happened: The two leaders have [signed] an agreement.
happened: They held [talks] in Geneva.
happened: He fled to Texas after being [arrested] and beaten by agents.
happened: He fled to Texas after being arrested and [beaten] by agents.
happened: He appeared to [dismiss] the issue in October.
happened: He made clear that his [meeting] with the pope was not political.
denied: There was no [meeting] with the pope.
ongoing: The [strike] is not over.
happened: A goal of his [visit] was the signing of a pact.
scheduled: The firm announced an agreement to [develop] engines.
denied: The senator's non-[endorsement] of the nominee stood out.
proposed: The mayor called on the police to restart [surveillance] of mosques.
ongoing: Rebels are [attacking] the town.
ongoing: Fighting continues to [rage] in the north.
ongoing: The army continues to [shell] the port.
scheduled/expected: The president will [meet] his counterpart next week.
scheduled: The envoy is due to [arrive] in Cairo on Sunday.
scheduled: The [summit] is scheduled for June.
scheduled: The [trial] is set to begin on Monday.
scheduled: The ministry announced that the two countries would [sign] a treaty.
expected: The chancellor is expected to [attend] the summit.
expected: The chancellor is expected to attend the [summit].
expected: The [visit] is expected to last three days.
proposed: The king plans to [visit] Norway.
proposed: The premier offered to [mediate].
proposed: He expressed his willingness to pay a [visit] to Chile.
proposed: The union called for a [ceasefire].
proposed: She urged both sides to [resume] talks.
proposed: Calls for a [ceasefire] grew louder.
proposed: Brazil proposed a [meeting] of ministers.
uncertain: The prime minister may [visit] Tokyo.
uncertain: It is unclear whether the talks will [resume].
uncertain: If the rebels [attack], the army will respond.
uncertain: If the rebels attack, the army will [respond].
uncertain: Will the president [meet] the rebels?
uncertain: The generals could launch an [attack].
denied: The minister denied that he had [met] the rebels.
denied: The ministry denied [meeting] the rebels.
denied: The company did not [sign] the contract.
denied: He refused to [resign].
denied: They will not [attend] the ceremony.
denied: The government ruled out a [ceasefire].
cancelled: The president cancelled his [visit] to Peru.
cancelled: The [summit] was called off on Friday.
cancelled: Officials scrapped the [talks].
postponed: The [election] was postponed until autumn.
postponed: The minister postponed her [trip] to India.
postponed: The [talks] have been delayed.
scheduled: The planned [visit] has angered the opposition.
scheduled: The upcoming [election] worries investors.
happened: The [election] last year was fair.
happened: Ministers condemned the [attack].
happened: Ministers will discuss the [war] in Sudan.
scheduled: The [talks] will take place in Doha.
happened: The [ceremony] took place in Lima.
scheduled: He arrived in Rome ahead of the [summit].
happened: He left Rome after the [summit].
happened: The [attack] killed six people.
happened: The troops, trained by Canada, [withdrew] from the city.
denied: Iran rejected the proposal and refused to [negotiate].
uncertain: The possibility of a [strike] worries drivers.
uncertain: A [visit] remains uncertain.
uncertain: The mayor threatened to [sue] the company.
happened: The mayor managed to reach a [deal].
uncertain: The court has yet to [convict] the mayor.
happened: Protesters marched and [burned] cars.
scheduled: They will march and [burn] flags.
ongoing: The [war] has lasted two years.
ongoing: The country [supports] the rebels.
proposed: The senator demanded that the judge [resign].
proposed: Russia is ready to hold [talks].
expected: The leaders are likely to [meet] in June.
uncertain: The leaders are unlikely to [meet] in June.
denied: The leaders are not expected to [meet] in June.
denied: No [meeting] is planned.
scheduled: A [meeting] is planned for Friday.
happened: After [meeting] the king, he flew home.
happened: The bank was [accused] of supplying arms to the militia.
scheduled: The Kremlin said the two presidents will [sign] a declaration.
scheduled: The foreign minister is to [visit] Kenya next month.
happened: He [was] in Paris to attend a conference.
cancelled: The singer pulled out of the concert and cancelled the [tour].
happened: Turkey has [agreed] to host the talks.
expected: Turkey has agreed to [host] the talks.
expected/scheduled: He is going to [resign].
scheduled: He resigned before a [meeting] planned for Friday.
proposed: The opposition demanded an [investigation].
proposed: France wants to [mediate].
happened: Why did the army [attack] the village?
ongoing: Thousands are [protesting] in the capital.
happened: The deal was [signed] by both ministers.
scheduled: The deal will be [signed] on Tuesday.
happened: The deal, [signed] in March, failed.
uncertain: The vote might be [delayed].
scheduled: Putin will travel to Minsk on Friday to [meet] the Belarusian leader.
scheduled/expected: The delegation [leaves] for Doha tomorrow.
ongoing: Ukraine has been [fighting] Russia for three years.
happened: Officials said the missile [struck] a school.
happened: The missile [strike] killed four people.
ongoing/happened: The [war] in Sudan has displaced millions.
proposed: Trump offered to host [talks].
proposed: Zelensky said he was ready to [meet] Putin.
uncertain: It is not clear if Putin will [attend].
denied: Hamas denied [killing] the hostages.
denied: The Kremlin dismissed reports that Putin would [visit] Kyiv.
denied: The president has no plans to [resign].
denied: There were no [talks] with Iran.
cancelled: Lavrov's [trip] to Belgrade was cancelled.
cancelled: The minister called off a planned [trip] to India.
postponed: Israel delayed the [release] of prisoners.
uncertain: The deal could lead to a [ceasefire].
proposed: The draft calls for an immediate [withdrawal].
happened: Three officers were [arrested].
happened: Troops entered the city after a long [siege].
scheduled: Presidential [elections] are due in May.
scheduled: The [vote] is on Sunday.
expected: A [verdict] is expected on Friday.
happened: France's president met with union leaders in Lyon to [discuss] pensions.
proposed: Lawmakers urged the government to [impose] sanctions on Belarus.
proposed: Lawmakers urged the government to impose [sanctions] on Belarus.
happened: The EU imposed [sanctions] on Belarus.
uncertain: The EU threatened to impose [sanctions] on Belarus.
uncertain: The EU threatened Belarus with [sanctions].
proposed: The EU is considering [sanctions] on Belarus.
proposed/uncertain: The EU is considering [sanctions] on Belarus.
happened: The EU [lifted] sanctions on Belarus.
proposed: The EU plans to [lift] sanctions on Belarus.
happened: He apologised for the [attack].
uncertain: He warned of an [attack] on the capital.
denied: Police foiled an [attack] on the station.
uncertain: Police feared an [attack] on the station.
happened: Kim [arrived] in Beijing for talks with Xi.
scheduled/happened: Kim arrived in Beijing for [talks] with Xi.
happened: During the [talks], they signed two documents.
scheduled: During the [visit], they will sign two documents.
scheduled: A [meeting] between Rubio and Lavrov is scheduled for Monday.
proposed: Turkey offered to [mediate] between the sides.
ongoing: Turkey is [mediating] between the sides.
ongoing: Doctors are on [strike] over pay.
happened: The US [accused] Iran of supplying drones to Russia.
happened: The army said it had [shot] down ten drones.
happened: The army said it [shot] down ten drones.
happened: Macron, who [visited] Cairo in April, praised the plan.
expected: Macron, who is expected to [visit] Cairo, praised the plan.
uncertain: Macron might have [visited] Cairo.
scheduled: Macron said that he would [visit] Cairo in June.
scheduled: Macron had said he will [visit] Cairo in June.
uncertain: Macron would [visit] Cairo if invited.
ongoing: Russia keeps [attacking] cities.
happened: Russia began [attacking] cities in March.
happened: Russia [stopped] attacking cities.
happened: He [resigned], citing poor health.
denied: He never [resigned].
denied: No one [attended] the funeral.
denied: Neither side [signed] the treaty.
happened: Only two leaders [attended] the funeral.
scheduled: Leaders from 20 countries will attend the [funeral].
happened: Leaders from 20 countries attended the [funeral].
proposed: The party wants an early [election].
happened: She won the [election].
happened: The [election] was held in May.
scheduled: The [election] will be held in May.
expected: The [strike] is likely to continue.
ongoing: The [strike] continues.
denied: The bill failed to [pass].
happened: The court has [convicted] him.
happened: Having [signed] the treaty, they left.
happened: The treaty, which was [signed] in 1990, lapsed.
proposed: The senate passed a bill that would [ban] smoking.
uncertain: A poll found that the mayor would [beat] his rival.
uncertain: Let us assume that the mayor gets [elected].
uncertain: Had they [signed] the treaty, prices would have fallen.
uncertain: Had they signed the treaty, prices would have [fallen].
happened: He had been [lobbying] ministers.
ongoing: He has been [lobbying] ministers.
expected: She said she would probably [resign].
scheduled: She said she would resign and [leave] the country.
denied: The minister denied [meeting] the rebels.
denied: The army denied it had [bombed] the hospital.
denied: The army denied [bombing] the hospital.
denied: Officials dismissed claims that troops had [entered] the city.
denied: He has not yet [signed] the bill.
uncertain: She has yet to [sign] the bill.
uncertain: Congress has yet to [vote] on the bill.
denied: Negotiators failed to reach an [agreement].
denied: The two sides failed to [agree] on a date.
denied: The rebels refused to [withdraw].
denied: The ministers did not hold [talks].
denied: Talks ended without an [agreement].
denied: No [agreement] was reached.
denied: Neither country [attended] the summit.
scheduled: The pope was due to [arrive] on Friday.
scheduled: The pope [was] due in Paris this week.
expected: The president is [expected] in Lima on Friday.
scheduled: The pope is due to [arrive] on Friday.
scheduled: The king is to [address] parliament on Monday.
scheduled: The [vote] is set for June 12.
scheduled: A [vote] has been scheduled for June 12.
scheduled: The [hearing], scheduled for June 12, will be public.
scheduled: Parliament will [vote] on the bill on June 12.
scheduled: She will be [sworn] in on Monday.
scheduled: The [strike] will begin on Monday.
expected: The court is expected to [rule] in June.
expected: Troops are expected to [withdraw] by June.
expected: The bank is likely to [cut] rates.
expected: The bill is expected to be [approved].
expected: Analysts expect the bank to [cut] rates.
expected: He is poised to [win] the election.
expected: An [announcement] is expected this week.
proposed: The UN called for an immediate [ceasefire].
proposed: The union wants to [strike].
proposed: The mayor hopes to [meet] protesters.
proposed: The minister vowed to [resign] if the bill passed.
proposed: The government plans to [raise] taxes.
proposed: The company offered to [pay] a fine.
proposed: Lawmakers proposed a [ban] on imports.
proposed: The opposition demanded that the premier [resign].
proposed: He asked the court to [free] his client.
proposed: She urged the two sides to [negotiate].
proposed: Brazil has offered to host the [talks].
proposed: The rebels said they were ready for [talks].
proposed: The group is seeking a [meeting] with the minister.
proposed: The army should [withdraw], the minister said.
proposed: He said the government must [release] the prisoners.
uncertain: The army might [withdraw].
uncertain: The army could [withdraw] within weeks.
uncertain: It was unclear whether the army had [withdrawn].
uncertain: The minister would [resign] if he lost the vote.
uncertain: Unless the army withdraws, the rebels will [attack].
uncertain: If elected, she would [cut] taxes.
uncertain: Will the army [withdraw]?
uncertain: Did the army [withdraw]?
uncertain: Experts doubt that the army will [withdraw].
uncertain: Fears of an [invasion] grew.
uncertain: There is a chance that the army will [withdraw].
uncertain: The group threatened to [attack] the embassy.
uncertain: His [attendance] is in doubt because of illness.
uncertain: The [trip] could be delayed.
uncertain: It is possible that they [met].
cancelled: The [summit] has been cancelled.
cancelled: The minister called off the [trip].
cancelled: The president abandoned plans to [visit] Peru.
cancelled: The [strike] was called off after a deal.
cancelled: The party dropped its plan for a [referendum].
cancelled: The airline scrapped [talks] with the union.
cancelled: Trump cancels [summit] with Kim.
postponed: The [vote] was postponed until June.
postponed: The court delayed the [trial].
postponed: The [visit] has been put off because of the storm.
postponed: The government has postponed the [election] indefinitely.
postponed: The [launch] was pushed back to June.
ongoing: Police are [investigating] the attack.
ongoing: The two sides are holding [talks] in Doha.
ongoing: [Talks] are under way in Doha.
ongoing: The [trial] continues.
ongoing: The [trial] is ongoing.
ongoing: The army is still [shelling] the town.
ongoing: The army has been [shelling] the town for weeks.
ongoing: Rescue workers continued to [search] for survivors.
ongoing/happened: Fighting [raged] on Friday.
ongoing: [Negotiations] are continuing.
ongoing: They remain on [strike].
happened: Police [arrested] ten people.
happened: Ten people were [arrested].
happened: The talks [ended] on Friday.
happened: They held [talks] on Friday.
happened: After [talks] in Doha, they signed a deal.
happened: The deal was [approved] by parliament on Friday.
happened: He was [jailed] for spying.
happened: The army said it had [killed] ten rebels.
happened: The army has [killed] ten rebels.
happened: The [attack] was condemned by the UN.
happened: She thanked him for the [visit].
happened: Two days after the [coup], schools reopened.
happened: The court rejected an [appeal] by the mayor.
happened: The minister rejected [criticism] of the plan.
happened: The minister denied the [allegation].
happened: Police said they [arrested] ten people.
happened: The [killing] of the activist sparked protests.
happened: The killing of the activist sparked [protests].
happened: The plane [bombed] a market and killed ten.
happened: The plane bombed a market, [killing] ten.
happened: The [arrest] came a day after the raid.
happened: Planes dropped [bombs] on the town.
happened: He managed to [escape].
happened: The troops forced the rebels to [retreat].
happened: The [meeting] lasted two hours.
claimed: Alleged [bombing] of a school sparks anger.
scheduled: Ahead of a [meeting] with the pope, he prayed.
scheduled: The two are to [meet] in Rome on Saturday.
scheduled: Leaders will gather for a [summit] in Rome on Saturday.
scheduled: Next week's [summit] will focus on trade.
scheduled: The [summit] next month will focus on trade.
denied: The government has ruled out [negotiating] with the rebels.
cancelled: He had been due to [speak] on Monday but cancelled.
postponed: The minister has delayed [signing] the decree.
happened: The government [postponed] the vote.
happened: The army resumed [shelling] the town.
happened: They stopped [shelling] the town.
scheduled: A ruling is unlikely until after Obama [leaves] office on Jan. 20.
happened: Authorities announced the [arrest] of a man.
happened: The minister announced her [resignation].
scheduled: The ministry announced a [visit] by the king.
scheduled: The union announced a [strike].
scheduled: Trump and Clinton [meet] on Monday for the first of three debates.
scheduled: Voters [elect] a parliament on Sunday.
scheduled: The [election] is two months away.
happened: He was the first leader to [visit] the island.
happened: Shells [hit] the compound.
happened: She was thrilled to [receive] the support.
uncertain: Perhaps the moderators will [demand] more.
uncertain: Maybe they will [meet] again.
uncertain: Police found no evidence that he had [met] them.
proposed: The government is under pressure to [resign].
expected: The two leaders agreed to [meet] again in June.
"""

HEADLINES = """
scheduled: Pope to [visit] Ireland in August
scheduled: Court to [rule] on abortion pill
happened: Senate [passes] budget bill
happened: Police [arrest] ten after riot
happened: Ten [arrested] after riot
uncertain: Iran could [resume] talks
uncertain: Will Macron [dissolve] parliament?
expected: Bank expected to [cut] rates
proposed: Zelensky urges West to [send] jets
cancelled: Biden cancels [trip] to Australia
cancelled: Biden's [trip] to Australia cancelled
postponed: Erdogan postpones [visit] to Kyiv
postponed: Israel delays [release] of prisoners
denied: Kremlin denies [meeting] with rebels
denied: Hamas rejects [truce]
scheduled: Xi to hold [talks] with Putin
happened: Xi holds [talks] with Putin
proposed: Modi vows to [punish] attackers
proposed: Trump wants to [buy] Greenland
proposed: Labour plans to [nationalise] railways
expected: Starmer likely to [win] vote
uncertain: Russia may [attack] Nato, spy chief warns
scheduled: Macron to [visit] China
scheduled: Modi to [meet] Biden in May
happened: Merkel [arrives] in Ankara
happened: King [meets] premier in Rabat
happened: Israeli strike [kills] 10 in Gaza
happened: Israeli [strike] kills 10 in Gaza
happened: Two [killed] in Odesa drone attack
happened: Two killed in Odesa drone [attack]
scheduled: Trump to [host] Netanyahu at White House
proposed: UN calls for [ceasefire] in Sudan
uncertain: Iran may [quit] nuclear treaty
denied: Moscow rejects [ceasefire] offer
happened: Moscow [rejects] ceasefire offer
happened: Ukraine, US [sign] minerals deal
happened: Zelensky: Russia [attacked] power plant
scheduled/expected: Ukraine set to [receive] new tanks
postponed: [Vote] on budget postponed
ongoing: [Protests] continue in Belgrade
"""


def rows(lines: str) -> list[tuple[str, str]]:
    return [(status, text) for status, _, text in (line.partition(": ") for line in lines.strip().splitlines())]


def trigger(a: Analysis, text: str) -> int:
    first, _ = a.tokens(text.index("["), text.index("[") + 1)
    return first


def plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")


@pytest.mark.parametrize(("status", "text"), rows(SENTENCES))
def test_status_in_a_sentence(analysed: Analysed, status: str, text: str) -> None:
    a = analysed(plain(text), "2025-05-08")
    token = trigger(a, text)
    assert event_status(a, token, event_time(a, token, find_times(a)))[0] in status.split("/")


@pytest.mark.parametrize(("status", "text"), rows(HEADLINES))
def test_status_in_a_headline(analysed: Analysed, status: str, text: str) -> None:
    a = analysed(plain(text), "2025-05-08")
    blocks = tuple(struct_replace(block, kind="headline") for block in a.article.blocks)
    a = replace(a, article=struct_replace(a.article, blocks=blocks))
    assert event_status(a, trigger(a, text))[0] in status.split("/")


def test_what_is_said_is_done_when_told(analysed: Analysed) -> None:
    a = analysed("Critics argue that the law fails. Critics are arguing. She backs the plan.")
    told = {w: event_status(a, a.words.index(w), None, True)[0] for w in ("argue", "arguing", "backs")}
    assert told == {"argue": "happened", "arguing": "ongoing", "backs": "happened"}


def test_a_day_after_the_publication_is_yet_to_come(analysed: Analysed) -> None:
    text = "He left Rome before a [meeting] on Friday. The vote [is] on Sunday. The army [attacked] on Friday."
    a = analysed(plain(text), "2025-05-08")
    coming = EventTime("2025-05-09", "2025-05-09", "2025-05-09")
    meeting = a.words.index("meeting")
    assert event_status(a, meeting)[0] == "happened"
    assert event_status(a, meeting, coming)[0] == "scheduled"
    assert event_status(a, a.words.index("is"), coming)[0] == "scheduled"
    assert event_status(a, a.words.index("attacked"), coming)[0] == "happened"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The talks were called off on Monday because of a storm.", "a storm"),
        ("The visit has been postponed due to bad weather.", "bad weather"),
        ("The mayor will not speak, citing a lack of time.", "a lack of time"),
        ("The talks were held on Monday because of a storm.", None),
    ],
)
def test_the_reason_of_what_is_off(analysed: Analysed, text: str, reason: str | None) -> None:
    a = analysed(text)
    word = next(w for w in ("talks", "visit", "speak") if w in a.words)
    assert event_status(a, a.words.index(word))[1] == reason


PARTS = [
    (
        "Leaders will attend the parade, though Weber's attendance remains uncertain due to illness.",
        "attend",
        "uncertain",
        "illness",
    ),
    (
        "Leaders will attend the parade, but the participation of Weber is in doubt because of a fever.",
        "attend",
        "uncertain",
        "a fever",
    ),
    ("Weber's presence at the summit is unclear.", "summit", "uncertain", None),
    ("Weber declined to attend the summit.", "summit", "denied", None),
    ("Weber will not attend the summit, citing a lack of time.", "summit", "denied", "a lack of time"),
    ("Weber may skip the summit.", "summit", "uncertain", None),
    ("Weber cancelled his trip to the summit owing to floods at home.", "summit", "cancelled", "floods"),
    (
        "Ten leaders attended the summit, but Weber pulled out over a row about trade.",
        "attended",
        "cancelled",
        "a row about trade",
    ),
    ("Ten leaders attended the summit, but Weber was absent because he was ill.", "attended", "denied", "he was ill"),
    ("Ten leaders attended the summit, and Weber spoke.", "attended", None, None),
    ("Weber attended the summit.", "summit", None, None),
    ("Weber is expected to attend the summit.", "attend", None, None),
    ("Weber might not come to the wedding due to a strike.", "wedding", "uncertain", "a strike"),
    ("It is unclear whether Weber will attend the summit.", "summit", "uncertain", None),
    ("Weber, who is ill, will not take part in the talks.", "talks", "denied", None),
    ("Weber will miss the summit after breaking a leg.", "summit", "denied", "breaking a leg"),
]


@pytest.mark.parametrize(("text", "event", "status", "reason"), PARTS)
def test_a_participant_may_be_less_sure_than_the_event(
    analysed: Analysed, text: str, event: str, status: str | None, reason: str | None
) -> None:
    a = analysed(text)
    who = a.words.index("Weber")
    assert participant_status(a, who, who + 1, a.words.index(event)) == (status, reason)


def test_one_of_two_who_will_not_come(analysed: Analysed) -> None:
    a = analysed("Anna and Weber will not attend the summit.")
    for name in ("Anna", "Weber"):
        who = a.words.index(name)
        assert participant_status(a, who, who + 1, a.words.index("summit"))[0] == "denied"


def test_each_status_has_the_mappings_that_the_definitions_give() -> None:
    text = Path(__file__).parents[2].joinpath("docs/annotation.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \|.*\| (eos\d) \| ([A-Z]+) \|$", text, re.MULTILINE)
    defined = {status: {"iptc": iptc, "icalendar": icalendar} for status, iptc, icalendar in rows}
    assert defined == table("status")["statuses"]
    assert set(defined) == set(get_args(Status))


def test_cues_of_claims() -> None:
    assert claims("allege")
    assert claims("Claim")
    assert not claims("say")


def test_any_parse_gives_a_status(analysed: Analysed) -> None:
    text = "Will not if to be before [ ] \u0627 \U0001f600 expected to to to deny that that. Talks. ? \n no \n to"
    a = analysed(text)
    for token, depth in product(range(len(a)), (1, 3)):
        event_status(a, token)
        participant_status(a, token, min(token + depth, len(a)), (token * 7) % len(a))
    looped = replace(a, heads=[(t + 1) % len(a) for t in range(len(a))])
    for token in range(len(looped)):
        event_status(looped, token)
        participant_status(looped, token, token + 1, 0)


WORDS = ["to", "would", "not", "expect", "had", "visit", "no", "if", "plan", "due", "talks", "before", "held"]
TAGS = ["VB", "VBD", "VBZ", "VBN", "VBG", "MD", "TO", "NN", "IN", "JJ"]
DEPS = [
    "conj",
    "xcomp",
    "ccomp",
    "acl",
    "advcl",
    "aux",
    "nsubj",
    "dobj",
    "pobj",
    "prep",
    "pcomp",
    "relcl",
    "amod",
    "ROOT",
]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_garbage_parse_gives_a_status(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS)))
    count = len(words)
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(count)]
    tokens = st.integers(0, max(count - 1, 0))
    heads = data.draw(st.lists(tokens, min_size=count, max_size=count))
    a = Analysis(
        Article("x", "x", " ".join(words)),
        words,
        words,
        words,
        data.draw(st.lists(st.sampled_from(TAGS), min_size=count, max_size=count)),
        ["VERB"] * count,
        data.draw(st.lists(st.sampled_from(DEPS), min_size=count, max_size=count)),
        heads,
        starts,
        [s + len(w) for s, w in zip(starts, words, strict=True)],
        [[c for c in range(count) if heads[c] == t != c] for t in range(count)],
        [(t, t + 1) for t in range(count)],
        [(0, count)] if count else [],
        [0] * count,
        [0] * count,
        [],
    )
    for token in range(count):
        event_status(a, token)
        event_time(a, token, ())
        participant_status(a, token, token + 1, 0)
