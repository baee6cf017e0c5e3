/** Menus are <details class="menu">: they close at a click elsewhere, at Escape, and answer to arrow keys. */
export function startMenus(): void {
  const open = () => [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];

  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menus = open();
    const menu = menus[menus.length - 1];
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector<HTMLElement>("summary")?.focus();
      event.preventDefault();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = [...menu.querySelectorAll<HTMLElement>(".menu-item")];
    if (!items.length || !menu.contains(document.activeElement)) return;
    const at = items.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
    items[(at + items.length) % items.length]?.focus();
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const now = event.target as Node; // an ancestor takes the focus when one clicks on plain text within the menu
    for (const menu of open()) if (!menu.contains(now) && !now.contains(menu)) menu.open = false;
  });
}
