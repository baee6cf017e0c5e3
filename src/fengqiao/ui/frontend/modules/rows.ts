import { each } from "./dom";
import { notify } from "./notices";
import { word } from "./words";

/** Add and remove rows of a formset. Without this, 添加 is a submit button and removing a tick. */
export function startRows(): void {
  each<HTMLElement>("[data-rows]", (rows) => {
    const prefix = rows.dataset["rows"] ?? "";
    const total = rows.querySelector<HTMLInputElement>(`[name="${prefix}-TOTAL_FORMS"]`);
    const list = rows.querySelector("[data-rows-list]");
    const pattern = rows.querySelector("template");
    const most = Number(rows.querySelector<HTMLInputElement>(`[name="${prefix}-MAX_NUM_FORMS"]`)?.value ?? 1000);
    const add = rows.querySelector<HTMLButtonElement>("[data-rows-add]");
    if (!total || !list || !pattern || !add) return;
    const shown = () => list.querySelectorAll("[data-row]:not([hidden])").length;
    const limit = () => (add.hidden = shown() >= most);

    add.addEventListener("click", (event) => {
      event.preventDefault();
      const at = total.value;
      const holder = document.createElement("template");
      holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", at);
      const row = holder.content.firstElementChild as HTMLElement;
      total.value = String(Number(at) + 1);
      list.append(row);
      row.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
      limit();
    });
    limit();
  });
  each<HTMLElement>("[data-row]", (row) => {
    const tick = row.querySelector<HTMLInputElement>("input[name$='-DELETE']");
    const button = row.querySelector<HTMLButtonElement>("[data-rows-remove]");
    if (!tick || !button) return;
    button.hidden = false;
    tick.closest<HTMLElement>(".check")!.hidden = true;
    button.addEventListener("click", () => {
      tick.checked = true;
      row.hidden = true;
      row.querySelectorAll<HTMLInputElement>("[required]").forEach((input) => (input.required = false));
      const rows = row.closest<HTMLElement>("[data-rows]");
      const add = rows?.querySelector<HTMLElement>("[data-rows-add]");
      if (add) add.hidden = false;
      add?.focus();
      notify(word("removed"), "good");
    });
  });
}
