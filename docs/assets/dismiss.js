// Escape puts away the figure or the explanation that resting on a link has brought up, without
// leaving the link. The next one shows again.
{
  const page = document.documentElement.classList;
  const links = "a[data-preview], .lt-defined";
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") page.add("lt-dismissed");
  });
  for (const leaving of ["mouseout", "focusout"]) {
    addEventListener(leaving, ({ target, relatedTarget }) => {
      const link = target instanceof Element && target.closest(links);
      if (link && !link.contains(relatedTarget)) page.remove("lt-dismissed");
    });
  }
}
