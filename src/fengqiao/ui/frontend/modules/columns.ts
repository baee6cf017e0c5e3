import { each, make } from "./dom";
import { word } from "./words";

const keyOf = (wrap: HTMLElement) => `columns:${wrap.dataset["columns"]}`;

/** Let the reader choose which optional columns a list shows; the choice stays on this device. */
export function startColumns(): void {
  each<HTMLElement>("[data-columns]", (wrap) => {
    const heads = [...wrap.querySelectorAll<HTMLTableCellElement>("thead th")];
    const optional = heads.filter((head) => head.hasAttribute("data-optional"));
    if (!optional.length) return;
    const hidden = new Set((localStorage.getItem(keyOf(wrap)) ?? "").split("\n").filter(Boolean));
    const apply = () => {
      for (const row of wrap.querySelectorAll("tr")) {
        heads.forEach((head, at) => {
          const cell = row.children[at] as HTMLElement | undefined;
          if (cell && optional.includes(head)) cell.hidden = hidden.has(head.textContent!.trim());
        });
      }
    };
    const list = make("div", { class: "menu-list" });
    for (const head of optional) {
      const name = head.textContent!.trim();
      const tick = make("input", { type: "checkbox", ...(hidden.has(name) ? {} : { checked: true }) });
      tick.addEventListener("change", () => {
        if (tick.checked) hidden.delete(name);
        else hidden.add(name);
        localStorage.setItem(keyOf(wrap), [...hidden].join("\n"));
        apply();
      });
      list.append(make("label", {}, tick, name));
    }
    const summary = make("summary", { "aria-label": word("columns"), title: word("columns") }, "⋮");
    wrap.append(make("details", { class: "menu columns-menu" }, summary, list));
    apply();
  });
}
