import { each } from "./dom";
import { word } from "./words";

/** A text input that offers hits from the server while one types (the combobox pattern). */
export function startPickers(): void {
  each<HTMLElement>("[data-pick]", (pick) => {
    const url = pick.dataset["pick"];
    const [input, code, text] = pick.querySelectorAll<HTMLInputElement>("input");
    const list = pick.querySelector<HTMLElement>(".pick-list");
    const says = pick.querySelector<HTMLElement>("[data-pick-status]");
    if (!url || !input || !code || !text || !list || !says) return;
    let timer = 0;
    let asked: AbortController | null = null;

    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
    const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (option: HTMLElement) => {
      input.value = text.value = option.dataset["text"] ?? "";
      code.value = option.dataset["code"] ?? "";
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const mark = (at: number) => {
      const every = options();
      every.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      const option = every[at];
      if (!option) return;
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };
    const ask = async () => {
      const q = input.value.trim();
      asked?.abort();
      if (!q) return close();
      asked = new AbortController();
      try {
        const answer = await fetch(`${url}?q=${encodeURIComponent(q)}`, { signal: asked.signal, headers: { "HX-Request": "true" } });
        if (!answer.ok) return close();
        list.innerHTML = await answer.text();
      } catch {
        return close();
      }
      options().forEach((option, at) => (option.id = `${list.id}_${at}`));
      const found = options().length;
      says.textContent = found ? word("hits", { n: found }) : word("no_hits");
      list.hidden = !found;
      input.setAttribute("aria-expanded", String(found > 0));
    };

    input.addEventListener("input", () => {
      code.value = text.value = "";
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, 180);
    });
    input.addEventListener("keydown", (event) => {
      const at = options().findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return void ask();
        const count = options().length;
        mark((at + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
      } else if (event.key === "Enter" && !list.hidden && at >= 0) {
        event.preventDefault();
        choose(options()[at]!);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("blur", close);
  });
}
