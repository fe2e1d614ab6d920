// Material wraps each copy button in a nameless <nav>; to a screen reader it is no landmark.
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (node instanceof Element && node.matches(".md-code__nav")) node.role = "presentation";
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
