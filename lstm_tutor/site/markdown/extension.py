"""What the project's Markdown extensions have in common: blocks, processors, the folder of pages.

An extension names its parts. Markdown looks for a `makeExtension` in its file: the class itself.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block


class DocsTreeprocessor(Treeprocessor):
    """Changes a page that has been read."""

    def __init__(self, md: Markdown, docs_dir: Path) -> None:
        """docs_dir: the folder of the pages."""
        super().__init__(md)
        self.docs_dir = docs_dir


class DocsExtension(BlocksExtension):  # type: ignore[misc]
    """Registers blocks and processors, all of which read what lies in docs_dir.

    processors: each with its name and its priority. attr_list has 8, what collects anchors 5.
    """

    blocks: ClassVar[Sequence[type[Block]]] = ()
    processors: ClassVar[Sequence[tuple[type[DocsTreeprocessor], str, float]]] = ()

    def __init__(self, **config: object) -> None:
        """Settings: docs_dir, the folder of the pages."""
        self.config = {"docs_dir": ["docs", "the folder of the pages and of what they show"]}
        super().__init__(**config)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Called by pymdownx."""
        for block in self.blocks:
            block_mgr.register(block, self.getConfigs())
        for processor, name, priority in self.processors:
            made = processor(md, Path(self.getConfig("docs_dir")))
            md.treeprocessors.register(made, name, priority)
