import { make } from "./dom";
import { word } from "./words";

type Action = { label: string; run: () => void };

/** Show a message at the lower edge; a good one leaves by itself. */
export function notify(text: string, tone: "" | "good" | "warn" | "bad" = "", actions: Action[] = []): void {
  const box = document.getElementById("notices");
  if (!box || [...box.children].some((shown) => shown.firstElementChild?.textContent === text)) return;
  const notice = make("div", { class: `notice notice-${tone || "plain"}`, ...(tone === "bad" ? { role: "alert" } : {}) }, make("div", {}, text));
  for (const { label, run } of actions) {
    const button = make("button", { type: "button", class: "btn btn-quiet btn-small" }, label);
    button.addEventListener("click", () => {
      notice.remove();
      run();
    });
    notice.append(button);
  }
  settle(notice, actions.length > 0);
  box.append(notice);
}

function settle(notice: HTMLElement, stays: boolean): void {
  const close = make("button", { type: "button", class: "btn btn-quiet btn-small", "aria-label": word("close") }, "×");
  close.addEventListener("click", () => notice.remove());
  notice.append(close);
  if (!stays && notice.matches(".notice-good")) setTimeout(() => notice.remove(), 8000);
}

/** Give the server's own notices a way to close, and show those that htmx answers bring along. */
export function startNotices(): void {
  document.querySelectorAll<HTMLElement>("#notices > .notice").forEach((notice) => settle(notice, false));
  document.addEventListener("fengqiao:notice", (event) => {
    const { text, tone } = (event as CustomEvent<{ text: string; tone: "" | "good" | "warn" | "bad" }>).detail;
    notify(text, tone);
  });
}
