import { each } from "./dom";
import { word } from "./words";

const changed = new WeakSet<HTMLFormElement>();
let leaving = false;

/** Submit once, warn before leaving what is not submitted, bring the reader to the errors. */
export function startForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || !form.matches("[data-form]")) return;
    if (form.dataset["sent"]) return event.preventDefault();
    form.dataset["sent"] = "yes";
    changed.delete(form);
    const button = (event as SubmitEvent).submitter ?? form.querySelector<HTMLElement>(".btn-primary, .btn-danger, button:not([type=button])");
    setTimeout(() => busy(form, button)); // after the button's own value has been collected
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(ready);
  });
  document.addEventListener("input", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-guard]");
    if (form) changed.add(form);
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-leave]")) leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const open = [...document.querySelectorAll<HTMLFormElement>("form[data-guard]")].some((form) => changed.has(form));
    if (open && !leaving) event.preventDefault();
  });
  each<HTMLElement>("[data-focus]", (summary) => summary.focus());
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".error-summary a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    target.closest(".field")?.scrollIntoView({ block: "center" });
    (target.matches("input, select, textarea") ? target : target.querySelector<HTMLElement>("input, select, textarea"))?.focus();
  });
  each<HTMLFormElement>("form[data-clean]", (form) => form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name); // short addresses
  }));
}

function busy(form: HTMLFormElement, button: HTMLElement | null): void {
  form.querySelectorAll<HTMLButtonElement>("button:not([type=button])").forEach((one) => (one.disabled = true));
  if (!button) return;
  button.dataset["text"] = button.innerHTML;
  button.setAttribute("aria-busy", "true");
  button.textContent = word("busy");
}

/** Let the form be submitted again. */
export function ready(form: HTMLFormElement): void {
  delete form.dataset["sent"];
  form.querySelectorAll<HTMLButtonElement>("button:not([type=button])").forEach((button) => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (button.dataset["text"]) button.innerHTML = button.dataset["text"];
  });
}
