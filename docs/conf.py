"""The documentation as a site: `make docs` builds it from these pages and from the code, offline."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "readout"
release = version = installed("readout-news")
copyright = "the readout authors, MIT licence"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "generated"]
exclude_patterns = ["_build", "notes.md"]
html_theme = "furo"
html_title = "readout"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False

myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
# What the pages show of files of the repository is no page of the site.
suppress_warnings = ["myst.xref_missing"]
