"""The printed file itself: where its anchors are, and what the browser does not write into it."""

import io
from collections.abc import Iterator, Mapping

import pikepdf

FORMULA = "Formula: "  # how the description of an image begins that is a formula


def sheets(printed: bytes) -> dict[str, int]:
    """The sheet, from 1 on, of every anchor that a link in the document leads to."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        destinations = pdf.Root.get("/Dests", pikepdf.Dictionary())
        return {
            name.removeprefix("/"): numbers[target[0].objgen]
            for name, target in destinations.items()
        }


def finished(printed: bytes, about: Mapping[str, str]) -> bytes:
    """With its formulas tagged as such and its metadata set; the same bytes every time.

    about: title, author, subject and rights. Dates and the browser's name are taken out.
    """
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        _renumber(pdf.Root.StructTreeRoot)
        for element in _elements(pdf.Root.StructTreeRoot):
            if str(element.get("/Alt", "")).startswith(FORMULA):
                element.S = pikepdf.Name.Formula
                element.Alt = pikepdf.String(str(element.Alt).removeprefix(FORMULA))
        for key in pdf.docinfo.keys():  # noqa: SIM118
            del pdf.docinfo[key]
        pdf.docinfo["/Title"] = about["title"]
        pdf.docinfo["/Author"] = about["author"]
        pdf.docinfo["/Subject"] = about["subject"]
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = about["title"]
            metadata["dc:creator"] = [about["author"]]
            metadata["dc:description"] = about["subject"]
            metadata["dc:rights"] = about["rights"]
            metadata["dc:language"] = [str(pdf.Root.Lang)]
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        saved = io.BytesIO()
        pdf.save(
            saved,
            deterministic_id=True,
            linearize=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return saved.getvalue()


def _renumber(tags: pikepdf.Object) -> None:
    """Name the cells that others refer to by their order: the browser's own numbers vary.

    The order of the names stays, since a reader of the file searches them by it.
    """
    elements = [element for element in _elements(tags) if "/ID" in element]
    names = sorted(str(element.ID) for element in elements)
    new = {old: pikepdf.String(f"cell{number:06}") for number, old in enumerate(names, start=1)}

    def rename(array: pikepdf.Object) -> None:
        for place, name in enumerate(list(array)):
            if isinstance(name, pikepdf.String):
                array[place] = new[str(name)]

    for element in _elements(tags):
        if "/ID" in element:
            element.ID = new[str(element.ID)]
        for attributes in element.get("/A", pikepdf.Array()):
            if "/Headers" in attributes:
                rename(attributes.Headers)
    nodes = [tags.IDTree] if "/IDTree" in tags else []
    while nodes:
        node = nodes.pop()
        for key in ("/Names", "/Limits"):
            rename(node.get(key, pikepdf.Array()))
        nodes.extend(node.get("/Kids", pikepdf.Array()))


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All elements of the tag tree; it is too deep for recursion."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(element)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield element
            if "/K" in element:
                waiting.append(element.K)
