/** Buttons with data-dialog open the <dialog> of that id; data-close closes the one around it; data-back goes back. */
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-dialog], [data-close], [data-back]");
    if (!button) return;
    if (button.dataset["dialog"]) {
      button.closest<HTMLDetailsElement>("details.menu")?.removeAttribute("open");
      const dialog = document.getElementById(button.dataset["dialog"]);
      if (!(dialog instanceof HTMLDialogElement)) return;
      dialog.showModal();
      dialog.querySelector<HTMLElement>("textarea, input:not([type=hidden]), select")?.focus();
    } else if (button.hasAttribute("data-close")) {
      button.closest("dialog")?.close();
    } else if (history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });
}
