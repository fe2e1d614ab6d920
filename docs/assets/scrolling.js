// What scrolls sideways by itself, such as a wide table on a phone, is in the keyboard's reach.
{
  const SCROLLING = ".md-typeset__scrollwrap, .lt-figure, .lt-maths--display, .katex-display";
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  const watch = (node) => {
    if (!(node instanceof Element)) return;
    if (node.matches(SCROLLING)) sizes.observe(node);
    for (const found of node.querySelectorAll(SCROLLING)) sizes.observe(found);
  };
  watch(document.body);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(watch);
  }).observe(document.documentElement, { childList: true, subtree: true });
}
