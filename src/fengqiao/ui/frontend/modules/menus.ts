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
  document.addEventListener("focusout", (event) => {
    const next = event.relatedTarget as Node | null;
    for (const menu of open()) if (next && menu.contains(event.target as Node) && !menu.contains(next)) menu.open = false;
  });
}
