from readout.flow import records
from readout.model import Article, Block

ENGLISH = "The minister said on Monday that the bridge would open in May."
GERMAN = "Die Brücke soll im Mai eröffnet werden, sagte der Minister am Montag."


def _article(text: str, language: str | None) -> Article:
    return Article(
        id=text[:5], source=text[:5], text=text, language=language, blocks=(Block("paragraph", 0, len(text)),)
    )


def test_another_language_is_kept_in_its_place_and_not_analysed():
    articles = [_article(GERMAN, "de"), _article(ENGLISH, "en"), _article(GERMAN, "de"), _article(ENGLISH, None)]
    found = list(records(articles))
    assert [r.article for r in found] == articles
    for german in found[::2]:
        assert not german.statements
        assert "language is de" in german.problems[0].what
    for english in found[1::2]:
        assert english.statements
        assert not english.problems


def test_pages_in_other_languages_alone():
    (found,) = records([_article(GERMAN, "de")])
    assert found.article.text == GERMAN
