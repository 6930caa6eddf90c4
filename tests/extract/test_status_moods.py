"""How sure: mood, what is taken for given, what lasts, what came to nothing, in sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract.status import event_status
from readout.extract.times import find_times
from readout.extract.when import event_time
from readout.model import Analysis

Analysed = Callable[..., Analysis]

# The status of the event that the word in brackets tells.
SENTENCES = """
proposed: The bill would [ban] the import of tyres.
proposed: Under the plan, the two sides would [exchange] prisoners.
proposed: The amendment would [strip] the court of its powers.
expected: Analysts believe the bank will [cut] rates.
expected: The mayor is confident the council will [approve] the budget.
expected: He predicted that the rebels would [attack] the capital.
proposed: He suggested the two leaders [meet] in Vienna.
proposed: She would like to [visit] Kyiv.
scheduled: This means the factory will [close] in June.
uncertain: The general is believed to have been [killed] in the raid.
claimed: The militia claims to have [captured] the town.
denied: He denied having [bribed] the judge.
happened: The talks appear to have [collapsed].
ongoing: The army appears to be [retreating] from the valley.
ongoing: The suspect is being [questioned] by police.
ongoing: The minister said the police were [investigating] the blast.
ongoing: The party has long [opposed] the treaty.
ongoing: The country has been at [war] since 1990.
ongoing: The [siege] has lasted two years.
ongoing: [Negotiations] are continuing in Doha.
ongoing: The worsening [protests] have shut the airport.
happened: Police fired tear gas to [disperse] the crowd.
happened: Lawmakers voted to [censure] the minister.
expected: He flew to Rome to [meet] the pope.
scheduled: She will fly to Rome to [meet] the pope.
claimed: Four men accused of [bombing] a market went on trial.
claimed: The guards allegedly [beat] the prisoner.
uncertain: Two men suspected of [bombing] a bus were held.
happened: Two men convicted of [bombing] a bus were jailed.
claimed: The [killings], blamed on rebels, shocked the town.
scheduled: The [talks] are being arranged by Norway.
scheduled: The [summit] will focus on trade.
scheduled: The [debate] will draw millions of viewers.
happened: Because of the [attack], the premier will cancel the trip.
happened: The [strike] will be remembered for years.
expected: The inspections are not expected to [begin] until May.
happened: The army did not [enter] the city until Friday.
uncertain: It is premature to [speak] of a deal.
proposed: The aim is to [end] the war.
denied: It was impossible to [reach] an agreement.
uncertain: The company is exploring the possible [sale] of its unit.
uncertain: The firm is thinking of possibly [selling] its unit.
happened: She heard him [accuse] the chairman.
ongoing: The troops will [remain] in the Gulf.
uncertain: The union said it could call a [strike].
uncertain: The union will [strike] unless pay rises.
proposed: The union is pushing for a [strike].
cancelled: The union called off a [strike].
cancelled: The [concert] has been cancelled because of rain.
postponed: The [vote], which was due on Monday, has been put off.
postponed: The court postponed its [ruling] on the appeal.
cancelled: The premier scrapped plans to [visit] India.
cancelled: The planned [merger] was abandoned.
cancelled: He withdrew his [resignation].
denied: He stopped short of [calling] for a boycott.
denied: The chairman ruled out [resigning].
denied: The company has no intention of [selling] the unit.
denied: The minister failed to [reach] a deal.
denied: Nobody was [hurt] in the blast.
denied: Neither side [signed] the accord.
denied: The two sides have never [met].
denied: The mayor has so far refused to [resign].
denied: The senator said he would not [vote] for the bill.
denied: The [attack] was prevented by guards.
uncertain: Talks have yet to produce an [agreement].
uncertain: It remains to be seen whether they will [sign].
uncertain: The president has not decided whether to [attend].
uncertain: The fate of the [summit] is in doubt.
uncertain: Should the talks [fail], war would follow.
uncertain: Had the rebels [won], the king would have fled.
uncertain: He could have [signed] the treaty.
denied: He should have [resigned].
uncertain: They might not [attend] the funeral.
uncertain: The risk of [war] is growing.
uncertain: There is speculation that he will [resign].
uncertain: Rumours of a [coup] spread.
expected: A [decision] is expected on Friday.
expected: The bank is poised to [cut] rates.
expected: The court is likely to [reject] the appeal.
expected: They agreed to [withdraw] their troops.
expected: The cabinet decided to [send] troops.
scheduled: Voters go to the [polls] on Sunday.
scheduled: Ahead of Sunday's [election], thousands marched.
scheduled: Days before the [election], thousands marched.
scheduled: The president leaves on Monday for a [visit] to Chile.
scheduled: The president announced a [visit] to Chile.
scheduled: She is to be [sworn] in next week.
scheduled: He is set to be [sentenced] on May 8.
scheduled: He faces [trial] in June.
scheduled: The treaty, to be [signed] on Friday, ends the dispute.
scheduled: The troops will have [left] by June.
proposed: The EU is mulling new [sanctions].
proposed: He invited the king to [visit] Peru.
proposed: The minister asked parliament to [approve] the loan.
proposed: The rebels demanded the [release] of the hostages.
proposed: The envoy is seeking a [ceasefire].
proposed: The envoy is trying to [broker] a ceasefire.
proposed: She is willing to [testify].
proposed: He hopes to [win] the election.
proposed: The plan to [build] a wall was criticised.
proposed: Their bid to [oust] the chairman gained support.
proposed: He vowed to [veto] the bill.
proposed: The minister called for the ambassador to be [expelled].
proposed: The proposed [merger] worries rivals.
proposed: The party wants the mayor [removed].
happened: The minister regretted [signing] the treaty.
happened: He admitted [killing] the guard.
happened: The two sides succeeded in [reaching] a deal.
happened: He was jailed for [killing] a guard.
happened: The treaty [signed] in May will be ratified.
happened: It was the first time the two had [met].
happened: The rebels went on to [capture] the town.
happened: The rebels, who had [seized] the town in May, fled.
happened: Police said three men had been [arrested].
happened: The man [arrested] on Monday denies the charge.
happened: He thanked them for their [support].
happened: The fallout from the [vote] continues.
happened: Does the [attack] change anything?
happened: Families mourned after the [attack].
ongoing: The [trial] continues on Monday.
ongoing: The [search] for survivors is under way.
ongoing: He keeps [attacking] the judge.
ongoing: The firm, which is [suing] the state, declined to comment.
ongoing: The current [talks] offer hope.
happened: He is [accused] of fraud.
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_status_in_a_sentence(analysed: Analysed, row: str) -> None:
    status, marked = row.split(": ", 1)
    start, end = marked.index("["), marked.index("]") - 1
    a = analysed(marked.replace("[", "").replace("]", ""), "2024-05-08")
    first, last = a.tokens(start, end)
    token = next((t for t in range(first, last) if not first <= a.heads[t] < last), first)
    assert event_status(a, token, event_time(a, token, find_times(a)))[0] == status
