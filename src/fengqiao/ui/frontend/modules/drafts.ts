import { each } from "./dom";
import { notify } from "./notices";
import { word } from "./words";

const DAYS = 7;
type Draft = { at: number; sent: boolean; values: [string, string][] };

const keyOf = (form: HTMLFormElement) => `draft:${document.body.dataset["reader"] ?? ""}:${form.dataset["draft"]}`;

function read(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function write(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // storage is full or closed: the form works without drafts
  }
}

const kept = (control: Element): control is HTMLInputElement =>
  control.matches("input[name]:not([type=hidden], [type=file], [type=password]), select[name], textarea[name]");

function values(form: HTMLFormElement): [string, string][] {
  return [...form.elements].filter(kept).flatMap((control): [string, string][] => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked ? [[control.name, control.value]] : [];
    return control.value ? [[control.name, control.value]] : [];
  });
}

function restore(form: HTMLFormElement, draft: Draft): void {
  const wanted = new Map<string, string[]>();
  for (const [name, value] of draft.values) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const control of [...form.elements].filter(kept)) {
    const found = wanted.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = found.includes(control.value);
    else if (found.length) control.value = found.shift() ?? "";
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Keep what is typed into form[data-draft] on this device until it has been accepted; offer it again for a week. */
export function startDrafts(): void {
  const forms = new Set([...document.querySelectorAll<HTMLFormElement>("form[data-draft]")].map(keyOf));
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
    const draft = read(key);
    // sent, and the form did not come back with errors: it was accepted
    if (!draft || Date.now() - draft.at > DAYS * 86_400_000 || (draft.sent && !forms.has(key))) localStorage.removeItem(key);
  }
  each<HTMLFormElement>("form[data-draft]", (form) => {
    const key = keyOf(form);
    const draft = read(key);
    let timer = 0;
    const keep = (sent: boolean) => {
      window.clearTimeout(timer);
      write(key, { at: Date.now(), sent, values: values(form) });
    };
    if (draft && !draft.sent && draft.values.length && !form.querySelector(".field-wrong, .field-error")) {
      const text = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
      notify(word("draft", { text }), "", [
        { label: word("restore"), run: () => { restore(form, draft); notify(word("restored"), "good"); } },
        { label: word("discard"), run: () => localStorage.removeItem(key) },
      ]);
    }
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => keep(false), 600);
    });
    form.addEventListener("submit", () => keep(true));
  });
}
