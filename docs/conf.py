"""Settings of the documentation: MyST Markdown, furo, and pages generated from what the code declares."""

import sys
from pathlib import Path

import rural_revitalization

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "rural_revitalization"
author = "The rural_revitalization maintainers"
project_copyright = "The rural_revitalization maintainers, Apache License 2.0"
version = release = rural_revitalization.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "generated"]
exclude_patterns = ["_build", "_generated"]
nitpicky = True
nitpick_ignore_regex = [
    # Other projects' names are written, not linked: the documentation builds without a network.
    (r"py:.*", r"(attrs|collections|datetime|decimal|enum|fractions|hypothesis)\..*"),
    (r"py:.*", r"(importlib|os|pathlib|re|types|typing)\..*"),
    (r"py:.*", r"date|ModuleType"),
    # The short names of type variables and of annotations that stand for a type and a converter.
    (r"py:.*", r"(.*\.)?[A-Z](_co)?"),
    (r"py:.*", r"(.*\.)?(AnyRule|Amount|Truth|TruthFact|CountFact|Courses)"),
    # What is private, or only passed on, has no page.
    (r"py:.*", r"(.*\.)?(_[A-Z]\w*|Lacks|Words)"),
]
default_role = "code"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "rural_revitalization"
html_static_path = ["_static"]
html_css_files = ["rural.css"]
html_show_sourcelink = False
html_copy_source = False
