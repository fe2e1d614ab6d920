// Resting on a link to a figure or an equation, or reaching it with the keyboard, shows it in a
// card. What the card shows is on the page: the figure itself or, if it belongs to another page, a
// copy in a <template>. So cards work at every address, and in a folder without a server.
{
  const DELAY = 300; // milliseconds, for those who only pass by
  const LINGER = 200; // until it goes: time to reach the card
  const GAP = 6; // pixels
  const PARTS = [
    "figcaption strong", // the claim comes first: a tall drawing may have to be scrolled
    "figcaption .lt-verdict",
    "img.lt-narrow, img:not(.lt-wide)",
    ".lt-maths--display",
  ];

  const card = document.createElement("div");
  card.className = "lt-card md-typeset";
  card.ariaHidden = "true"; // a copy of what the link leads to
  card.hidden = true;
  document.body.append(card);
  let timer;

  const after = (milliseconds, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
  const hide = () => {
    card.hidden = true;
  };
  const header = () => document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;

  const inView = (shown) => {
    const { top, bottom } = shown.getBoundingClientRect();
    const visible = Math.min(bottom, innerHeight) - Math.max(top, header());
    return visible > (bottom - top) / 2;
  };

  const fill = (link) => {
    const id = link.dataset.card;
    const here = document.getElementById(id);
    if (here && inView(here.querySelector("img, .lt-maths--display") ?? here)) return false;
    const source = here ?? document.querySelector(`template[data-card="${id}"]`)?.content;
    const parts = PARTS.flatMap((part) => [...(source?.querySelectorAll(part) ?? [])]);
    const shown = parts.filter((part) => !part.closest("details"));
    card.replaceChildren(...shown.map((part) => part.cloneNode(true)));
    for (const drawing of card.querySelectorAll("img")) drawing.loading = "eager";
    return shown.length > 0;
  };

  // Under the line, or above it where there is more room; never under the header or off the screen.
  const place = (line) => {
    const [above, below] = [line.top - header() - 2 * GAP, innerHeight - line.bottom - 2 * GAP];
    card.style.maxHeight = "";
    card.hidden = false;
    const under = below >= card.offsetHeight || below >= above;
    card.style.maxHeight = `${Math.max(under ? below : above, 0)}px`;
    const left = Math.min(line.left, document.documentElement.clientWidth - card.offsetWidth - GAP);
    const top = under ? line.bottom + GAP : line.top - GAP - card.offsetHeight;
    card.style.left = `${Math.max(left, GAP) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };

  const show = (link, x) => {
    if (!fill(link)) return hide();
    const lines = [...link.getClientRects()]; // a link may be broken into several
    place(lines.find(({ left, right }) => left <= x && x <= right) ?? lines[0]);
  };

  const linkOf = ({ target }) => target instanceof Element && target.closest("a[data-card]");
  addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (card.contains(event.target)) clearTimeout(timer);
    else if (link && event.pointerType !== "touch") after(DELAY, () => show(link, event.clientX));
  });
  addEventListener("pointerout", (event) => {
    if (linkOf(event) || card.contains(event.target)) after(LINGER, hide);
  });
  addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) after(DELAY, () => show(link));
  });
  addEventListener("focusout", (event) => {
    if (linkOf(event)) after(LINGER, hide);
  });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") after(0, hide);
  });
}
