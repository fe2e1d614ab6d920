"""JavaScript that examines a page, for page.evaluate, and the styles it is examined under."""

STRUCTURE = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const seen = element => element.checkVisibility();
  return {
    title: document.title,
    language: document.documentElement.lang,
    mains: all("main, [role=main]").length,
    headings: all("h1, h2, h3, h4, h5, h6").filter(seen).map(h => Number(h.tagName[1])),
    formulas: all(".katex").length,
    spoken: all(".katex > .katex-mathml math annotation").filter(a => a.textContent.trim()).length,
  };
}"""

# Whether an element can be seen; not so inside closed details.
VISIBLE = """one => one.getClientRects().length > 0
  && one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})"""

ANSWERS = f"""() => [...document.querySelectorAll("details.lt-answer")]
  .map(one => [...one.querySelectorAll(":scope > div")].some({VISIBLE}))"""

OPEN_DETAILS = '() => document.querySelectorAll("details").forEach(one => one.open = true)'

# The text a reader can see, in order.
WORDS = r"""() => document.querySelector("article").innerText.split(/\s+/).filter(Boolean)"""
# Controls that need JavaScript are shown only with it: the gallery's filters and their counts.
NO_CHOICES = "article :is(form, output, select) { display: none !important }"

# Pictures that are shown and do not load. (Each figure has a wide and a narrow drawing, and shows
# one.) Only for pages without JavaScript: there no picture loads lazily, so all have loaded by now.
BROKEN = f"""async () => {{
  const shown = [...document.querySelectorAll("article img")].filter({VISIBLE});
  const broken = await Promise.all(shown.map(async image => {{
    if (!image.complete || !image.naturalWidth) return image.src;
    try {{ await image.decode() }} catch {{ return image.src }}
  }}));
  return broken.filter(Boolean);
}}"""

FORMULAS = """() => {
  const all = [...document.querySelectorAll("article .katex-html")];
  return [all.length, all.filter(one => one.getClientRects().length).length];
}"""

EXCESS = "() => document.documentElement.scrollWidth - window.innerWidth"

# The first drawing: its place on the screen, the width it was drawn for, and for which screens.
DRAWN = f"""() => {{
  const drawing = [...document.querySelectorAll("figure img")].find({VISIBLE});
  const {{left, right, width}} = drawing.getBoundingClientRect();
  const own = Number(drawing.getAttribute("width"));
  return {{left, right, width, own, narrow: drawing.className.includes("narrow")}};
}}"""

NEXT_FRAME = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"

ADD = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
REMOVE = "() => { document.adoptedStyleSheets.pop() }"

# WCAG 1.4.12, to the letter.
SPACING = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""
TWICE = "html { font-size: 250% !important }"  # it is 125 %

SIZE_OF_TYPE = """() => parseFloat(
  getComputedStyle(document.querySelector("article h1")).fontSize)"""

# Words that do not fit where they stand; what scrolls by itself is left out.
CUT_OFF = """() => [...document.querySelectorAll("article *, .md-nav *, .md-footer *")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && one.innerText?.trim())
  .filter(one => !one.closest(".katex-display, pre, .md-header, .md-clipboard"))
  .filter(one => getComputedStyle(one).overflowX === "hidden"
    || getComputedStyle(one).overflowY === "hidden")
  .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .filter(one => one.clientWidth > 1)
  .map(one => `${one.tagName}.${one.className} ${one.innerText.slice(0, 40)}`)"""

READABLE = f"""() => ({{
  excess: ({EXCESS})(), cut_off: ({CUT_OFF})(), size: ({SIZE_OF_TYPE})(),
}})"""
