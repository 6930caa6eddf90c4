"""Names are the pipeline's own; an article reads the same alone and beside others."""

from __future__ import annotations

from readout.analyse import analyse, language_model
from readout.analyse.names import Names
from readout.model import Article, Block

TEXTS = [
    "Barack Obama met Angela Merkel in Berlin on Tuesday. The U.S. Senate, led by Mitch McConnell, voted 51 to 49.",
    "",
    " \n ",
    "Paris",
    "He paid $3 million to Deutsche Bank AG in the first quarter of 2015.\n\nNew York City's mayor said so on Monday",
    "The European Central Bank of the United States of America",
    "no name at all is here , she said ;",
]


def test_names_are_those_of_the_pipelines_own_recogniser() -> None:
    nlp = language_model()
    docs = list(nlp.pipe(TEXTS))
    names = Names(nlp.get_pipe("ner"))
    own = [[(name.start, name.end, name.label_) for name in doc.ents] for doc in docs]
    assert names(docs) == own
    assert [names([doc])[0] for doc in docs] == own
    assert sum(map(len, own)) > 10
    assert names(docs[1:2]) == [[]]


def test_products_are_those_of_single_precision_whatever_is_beside_a_row() -> None:
    import numpy as np

    ops = language_model().get_pipe("ner").model.ops
    rng = np.random.default_rng(5)
    rows, weights = (rng.standard_normal(shape).astype("float32") for shape in ((300, 96), (288, 96)))
    whole = ops.gemm(rows, weights, trans2=True)
    assert np.allclose(whole, rows @ weights.T, atol=1e-4)
    assert np.allclose(ops.gemm(rows, rows, trans1=True), rows.T @ rows, atol=1e-3)
    for first, last in ((0, 1), (7, 9), (13, 44), (299, 300)):
        assert np.array_equal(ops.gemm(rows[first:last], weights, trans2=True), whole[first:last])
    out = np.zeros_like(whole)
    assert ops.gemm(rows, weights, out=out, trans2=True) is out
    assert np.array_equal(out, whole)


def test_an_article_reads_the_same_alone_and_beside_others() -> None:
    articles = [Article(t, t, t, blocks=(Block("paragraph", 0, len(t)),)) for t in TEXTS * 12]
    together = list(analyse(articles))
    assert sum(len(a.names) for a in together) > 100
    assert together[: len(TEXTS)] == [next(analyse([article])) for article in articles[: len(TEXTS)]]
