type Attributes = Record<string, string | boolean>;

/** Make an element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** Call `start` once for each element that matches, now and in whatever is put into the page later. */
export function each<E extends HTMLElement>(selector: string, start: (element: E) => void): void {
  const seen = new WeakSet<Element>();
  const run = (root: ParentNode) => {
    const found = [...root.querySelectorAll<E>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as unknown as E);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      start(element);
    }
  };
  run(document);
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof HTMLElement) run(node);
  }).observe(document.body, { childList: true, subtree: true });
}

/** Whether typing goes into this element. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
