import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, LabelLayout, SVGRenderer]);

const MOST_SERIES = 5;
type Cell = { value: number | null; url: string };

const numberOf = (cell: HTMLTableCellElement): Cell => {
  const text = (cell.dataset["value"] ?? cell.textContent ?? "").replace(/[,\s￥%]/g, "");
  return { value: text === "" || Number.isNaN(Number.parseFloat(text)) ? null : Number.parseFloat(text), url: cell.querySelector("a")?.href ?? "" };
};

/** Draw a figure from the table it holds: first column the names, each other column a series. A click opens the cell's link. */
export function draw(figure: HTMLElement): void {
  const table = figure.querySelector("table");
  const box = figure.querySelector<HTMLElement>(".chart-canvas");
  if (!table || !box) return;
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].slice(1, MOST_SERIES + 1).map((cell) => cell.textContent!.trim());
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const names = rows.map((row) => row.cells[0]?.textContent?.trim() ?? "");
  const cells = heads.map((_head, at) => rows.map((row) => numberOf(row.cells[at + 1]!)));
  if (!rows.length) return;
  box.hidden = false;

  const kind = figure.dataset["chart"];
  const lying = kind === "bar" && (rows.length > 8 || names.some((name) => name.length > 6));
  const labelled = heads.length < 3 || kind === "share";
  if (lying) box.style.height = `${rows.length * (10 + 20 * heads.length) + 40}px`;
  const chart = echarts.init(box, null, { renderer: "svg" });
  const paint = () => {
    const style = getComputedStyle(figure);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const ink = style.color;
    const muted = getComputedStyle(table.tHead ?? figure).color;
    const font = { fontFamily: style.fontFamily, fontSize: Number.parseFloat(style.fontSize) * 0.87, color: ink };
    const category = { type: "category" as const, data: names, inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line-strong") } }, axisLabel: { ...font, color: ink } };
    const value = { type: "value" as const, min: 0, ...(kind === "share" ? { max: 100 } : {}), splitLine: { show: !labelled, lineStyle: { color: colour("--line") } }, axisLabel: { ...font, show: !labelled, color: muted } };
    chart.setOption({
      animation: false,
      aria: { enabled: false },
      color: ["--primary-fill", "--series-2", "--series-3", "--series-4", "--series-5"].map((name) => colour(name)),
      textStyle: font,
      grid: { left: 8, right: lying ? 48 : 16, top: heads.length > 1 ? 40 : 24, bottom: 4, containLabel: true },
      ...(heads.length > 1 ? { legend: { top: 0, left: 0, icon: "rect", itemWidth: 12, itemHeight: 12, textStyle: font } } : {}),
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: colour("--paper"), borderColor: colour("--line"), textStyle: font },
      xAxis: lying ? value : category,
      yAxis: lying ? category : value,
      series: heads.map((name, at) => ({
        name,
        type: kind === "line" ? "line" : "bar",
        ...(kind === "share" ? { stack: "all" } : {}),
        data: cells[at]!.map((cell) => cell.value),
        barMaxWidth: 26,
        symbolSize: 6,
        cursor: cells[at]!.some((cell) => cell.url) ? "pointer" : "default",
        label: { show: labelled, position: kind === "share" ? "inside" : lying ? "right" : "top", ...font, ...(kind === "share" ? { color: "#fff" } : {}) },
      })),
    });
  };
  paint();
  chart.on("click", (event) => {
    const url = cells[event.seriesIndex ?? 0]?.[event.dataIndex]?.url;
    if (url) window.location.assign(url);
  });
  new ResizeObserver(() => chart.resize()).observe(box);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}
