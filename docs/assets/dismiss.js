// Escape puts away what has come up over the page: the explanation that resting on a term shows,
// without leaving the term (the next one shows again), and the contents on a phone.
{
  const page = document.documentElement.classList;
  const links = ".lt-defined";
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    page.add("lt-dismissed");
    const drawer = document.getElementById("__drawer");
    if (drawer?.checked) {
      drawer.click();
      document.querySelector(".md-header [for=__drawer]")?.focus();
    }
  });
  for (const leaving of ["mouseout", "focusout"]) {
    addEventListener(leaving, ({ target, relatedTarget }) => {
      const link = target instanceof Element && target.closest(links);
      if (link && !link.contains(relatedTarget)) page.remove("lt-dismissed");
    });
  }
}
