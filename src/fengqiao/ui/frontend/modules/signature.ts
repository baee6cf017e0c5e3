import { each } from "./dom";
import { word } from "./words";

type Point = [x: number, y: number, at: number];

/** Record a signature as strokes with times. The canvas only draws what is recorded. */
export function startSignatures(): void {
  each<HTMLElement>("[data-signature]", (pad) => {
    const canvas = pad.querySelector("canvas");
    const field = pad.querySelector<HTMLInputElement>("input[type=hidden]");
    const clear = pad.querySelector<HTMLButtonElement>("[data-clear]");
    const count = pad.querySelector<HTMLElement>("[data-count]");
    const scan = pad.querySelector<HTMLDetailsElement>("details");
    const pen = canvas?.getContext("2d");
    if (!canvas || !field || !clear || !count || !pen) return;
    let strokes: Point[][] = [];
    let begun = 0;
    let drawing = false;

    canvas.hidden = clear.hidden = false;
    if (scan) scan.open = false;
    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      canvas.width = canvas.clientWidth * ratio;
      canvas.height = canvas.clientHeight * ratio;
      pen.scale(ratio, ratio);
      pen.lineWidth = 2.6;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#111";
      for (const stroke of strokes) {
        pen.beginPath();
        stroke.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
        pen.stroke();
      }
    };
    const keep = () => {
      field.value = strokes.length ? JSON.stringify(strokes) : "";
      count.textContent = strokes.length ? word("signed", { n: strokes.length }) : "";
      pad.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const point = (event: PointerEvent): Point => {
      const box = canvas.getBoundingClientRect();
      begun ||= event.timeStamp;
      return [Math.round((event.clientX - box.left) * 10) / 10, Math.round((event.clientY - box.top) * 10) / 10, Math.round(event.timeStamp - begun)];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      drawing = true;
      strokes.push([point(event)]);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      for (const part of event.getCoalescedEvents?.() ?? [event]) strokes[strokes.length - 1]!.push(point(part));
      draw();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        if (!drawing) return;
        drawing = false;
        keep();
      });
    }
    clear.addEventListener("click", () => {
      strokes = [];
      begun = 0;
      draw();
      keep();
    });
    new ResizeObserver(draw).observe(canvas);
  });
}
