// What scrolls sideways by itself, such as a wide table on a phone, is in the keyboard's reach.
{
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  const scrolling = ".md-typeset__scrollwrap, .lt-figure, .lt-maths--display, .katex-display";
  // Once Material has wrapped the tables, which it does when its own script runs.
  addEventListener("load", () => {
    for (const found of document.querySelectorAll(scrolling)) sizes.observe(found);
  });
}
