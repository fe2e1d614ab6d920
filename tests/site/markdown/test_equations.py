"""Equations: the formula on top, then code and gradient in labelled parts."""

from xml.etree.ElementTree import Element, fromstring

from markdown import markdown

FORWARD = "/// code | lstm_tutor/nn/cell.py step i\n///"
BACKWARD = "/// code | lstm_tutor/nn/cell.py step_backward di, dz_i\n///"


def equation(body: str) -> Element:
    return fromstring(
        markdown(
            f"//// equation | input-gate\n\n{body}\n\n////",
            extensions=[
                "lstm_tutor.site.markdown.figures",
                "lstm_tutor.site.markdown.maths",
                "lstm_tutor.site.markdown.code",
            ],
        )
    )


def kinds(element: Element) -> list[str]:
    return [child.get("class") or child.tag for child in element]


def test_each_code_block_has_its_text_and_the_formula_comes_first() -> None:
    page = equation(f"$$i$$\n\n{FORWARD}\n\n$$j$$\n\nWords.\n\n{BACKWARD}\n\nMore words.")
    assert kinds(page) == ["lt-maths--display", "lt-parts", "p"]
    code, gradient = page[1]
    assert kinds(code) == ["lt-label", "lt-code"]
    assert kinds(gradient) == ["lt-label", "lt-maths--display", "p", "lt-code lt-code--backward"]
    assert [part[0].text for part in page[1]] == ["The code", "Its gradient, checked numerically"]


def test_an_equation_may_have_no_code_or_only_one_kind() -> None:
    assert kinds(equation("$$i$$\n\nWords.")) == ["lt-maths--display", "p"]
    (part,) = equation(f"$$i$$\n\n{BACKWARD}")[1]
    assert part[0].text == "Its gradient, checked numerically"


def test_a_gradient_has_the_colour_of_its_quantity() -> None:
    html = markdown(
        "/// code | lstm_tutor/nn/cell.py step_backward di, dz_i, dz_c, dc_prev\n///",
        extensions=["lstm_tutor.site.markdown.code", "pymdownx.highlight"],
    )
    for name, letter in {"di": "i", "dz_i": "i", "dz_c": "g", "dc_prev": "c"}.items():
        assert f'<span class="n q-{letter}">{name}</span>' in html
