"""What our Markdown extensions share: blocks, tree processors, and the settings they need.

Python-Markdown loads an extension by calling `makeExtension` in its module; in ours that is the
extension class itself.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block


class DocsTreeprocessor(Treeprocessor):
    """A tree processor that reads files of the docs folder."""

    def __init__(self, md: Markdown, docs_dir: Path) -> None:
        super().__init__(md)
        self.docs_dir = docs_dir


class DocsExtension(BlocksExtension):  # type: ignore[misc]
    """Base class of our extensions: registers the blocks and tree processors they list.

    processors: class, name and priority of each. For comparison, attr_list has priority 8 and the
    table of contents 5.
    """

    blocks: ClassVar[Sequence[type[Block]]] = ()
    processors: ClassVar[Sequence[tuple[type[DocsTreeprocessor], str, float]]] = ()

    def __init__(self, **config: object) -> None:
        self.config = {
            "docs_dir": ["docs", "the folder with the pages and the files they show"],
            "page": ["", "the page being rendered, relative to docs_dir; MkDocs knows it itself"],
        }
        super().__init__(**config)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Called by pymdownx."""
        md.registerExtension(self)  # so that links.current_page finds the setting
        for block in self.blocks:
            block_mgr.register(block, self.getConfigs())
        for processor, name, priority in self.processors:
            made = processor(md, Path(self.getConfig("docs_dir")))
            md.treeprocessors.register(made, name, priority)
