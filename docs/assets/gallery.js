// The gallery's choice by section and verdict. It stands in the address: it can be shared, and is
// still there on the way back.
for (const form of document.querySelectorAll(".lt-gallery form")) {
  const figures = [...document.querySelectorAll(".lt-gallery li")];
  const choices = [...form.querySelectorAll("select")];

  const show = () => {
    for (const figure of figures) {
      figure.hidden = choices.some(({ name, value }) => value && figure.dataset[name] !== value);
    }
    const shown = figures.filter((figure) => !figure.hidden).length;
    form.querySelector("output").textContent = `${shown} of ${figures.length} figures`;
  };

  const asked = new URLSearchParams(location.search);
  for (const choice of choices) {
    choice.value = asked.get(choice.name) ?? "";
    if (choice.selectedIndex < 0) choice.value = ""; // no such section or verdict
  }
  form.addEventListener("change", () => {
    const chosen = new URL(location.href);
    for (const { name, value } of choices) {
      if (value) chosen.searchParams.set(name, value);
      else chosen.searchParams.delete(name);
    }
    history.replaceState(history.state, "", chosen);
    show();
  });
  show();
  form.hidden = false;
}
