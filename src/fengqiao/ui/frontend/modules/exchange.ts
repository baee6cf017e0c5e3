import "htmx.org";
import { ready } from "./forms";
import { notify } from "./notices";
import { word } from "./words";

type Context = { sourceElement: Element; request: { method: string }; response?: { status: number; raw: Response }; hx?: Record<string, string>; target?: Element };
type Detail = { ctx: Context };

const SHOWN = new Set([409, 422]);

/** Answers by htmx: refusals of a form are swapped in, other failures become a notice, focus and "sent" marks are put right. */
export function startExchange(): void {
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = (event as CustomEvent<Detail>).detail;
    const status = ctx.response?.status ?? 200;
    if (ctx.response?.raw.redirected) {
      // a whole page came, most likely to sign in again: it belongs into the window, not into a part of this page
      event.preventDefault();
      if (ctx.request.method === "GET") window.location.reload();
      else window.location.assign(ctx.response.raw.url);
      return;
    }
    if (status < 400 || SHOWN.has(status) || ctx.hx?.["retarget"]) return;
    event.preventDefault();
    notify(word("failed", { n: status }), "bad");
  });
  document.addEventListener("htmx:error", () => notify(word("offline"), "bad"));
  document.addEventListener("htmx:finally:request", (event) => {
    const form = (event as CustomEvent<Detail>).detail.ctx.sourceElement.closest("form");
    if (form) ready(form);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = (event as CustomEvent<Detail>).detail.ctx.target;
    const wanted = target?.querySelector<HTMLElement>("[data-focus], [autofocus]");
    if (wanted) wanted.focus();
    else if (document.activeElement === document.body) target?.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  });
}
