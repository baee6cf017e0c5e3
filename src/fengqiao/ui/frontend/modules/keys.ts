import { isTyping, make } from "./dom";
import { word } from "./words";

/** `/` finds, `g` and a letter goes, `?` explains. Letters stand in data-key="g d" of the links themselves. */
export function startKeys(): void {
  let first = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?") {
      event.preventDefault();
      help();
    } else if (first === "g") {
      document.querySelector<HTMLElement>(`[data-key="g ${CSS.escape(event.key)}"]`)?.click();
      first = "";
    } else if (event.key === "g") {
      first = "g";
      window.clearTimeout(timer);
      timer = window.setTimeout(() => (first = ""), 1200);
    }
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-help]")) help();
  });
}

function help(): void {
  document.querySelector<HTMLDetailsElement>("details.menu[open]")?.removeAttribute("open");
  const rows: [string[], string][] = [[["/"], word("key_search")]];
  for (const link of document.querySelectorAll<HTMLElement>("[data-key]")) rows.push([link.dataset["key"]!.split(" "), link.textContent?.trim() ?? ""]);
  rows.push([["?"], word("key_help")], [["Esc"], word("key_close")]);
  const list = make("dl", { class: "keys" });
  for (const [keys, text] of rows) {
    const term = make("dt");
    keys.forEach((key, at) => term.append(...(at ? [` ${word("key_then")} `] : []), make("kbd", {}, key)));
    list.append(term, make("dd", {}, text));
  }
  const close = make("button", { type: "button", class: "btn btn-quiet btn-icon", "data-close": true, "aria-label": word("close") }, "×");
  const title = make("h2", { id: "keys-title" }, word("keys"));
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": "keys-title" }, make("div", { class: "dialog-head" }, title, close), make("div", { class: "dialog-body" }, list));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
