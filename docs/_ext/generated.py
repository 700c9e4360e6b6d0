"""The Sphinx extension: pages made from what the library declares, and the directive `picture`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import contents
import pictures
from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import rural_revitalization as rr

__all__ = ["Picture", "setup"]


class Picture(SphinxDirective):
    """A picture by its name, as inline SVG with a caption; builders other than HTML leave it out."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Draw it."""
        name = self.arguments[0]
        try:
            svg, caption = pictures.picture(name)
        except KeyError:
            raise ExtensionError(f"there is no picture {name}") from None
        html = f'<figure class="rr-picture">{svg}<figcaption>{caption}</figcaption></figure>'
        return [nodes.raw("", html, format="html")]


def _write(app: Sphinx) -> None:
    contents.write(Path(app.srcdir))


def _name_no_folder(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Refuse a page that names the folder it was built in, as the printed value of a module would."""
    if str(Path(app.srcdir).parent) in context.get("body", ""):
        raise ExtensionError(f"{pagename} names the folder it was built in")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the pages before any is read, and look at each once it is rendered."""
    app.connect("builder-inited", _write)
    app.connect("html-page-context", _name_no_folder)
    app.add_directive("picture", Picture)
    return {"version": rr.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
