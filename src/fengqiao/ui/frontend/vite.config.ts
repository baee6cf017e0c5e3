import { readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { AcceptedPlugin, AtRule, Rule } from "postcss";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const sources = resolve(here, "../..");
const modules = resolve(here, "../../../../node_modules");

type Node = [tag: string, attributes: Record<string, string>];

/** The Tabler icons that templates and Python name by a literal, as icons.json: name -> inner SVG. */
function icons(): Plugin {
  return {
    name: "icons",
    generateBundle() {
      const all = JSON.parse(readFileSync(`${modules}/@tabler/icons/tabler-nodes-outline.json`, "utf8")) as Record<string, Node[]>;
      const used = new Set<string>();
      for (const file of readdirSync(sources, { recursive: true, encoding: "utf8" })) {
        if (!/\.(html|py)$/.test(file)) continue;
        for (const [, name] of readFileSync(resolve(sources, file), "utf8").matchAll(/\bicon(?:=|\s+)["']([a-z0-9-]+)["']/g)) used.add(name!);
      }
      const missing = [...used].filter((name) => !(name in all));
      if (missing.length) this.error(`No such Tabler icon: ${missing.join(", ")}`);
      const draw = ([tag, attributes]: Node) => `<${tag}${Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`).join("")}/>`;
      const sprite = Object.fromEntries([...used].sort().map((name) => [name, all[name]!.map(draw).join("")]));
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(sprite) });
    },
  };
}

const FAMILIES = /^(row|row-cols|col|offset|g|gx|gy|d|flex|justify-content|align-items|align-self|order|m[tbsexy]?|p[tbsexy]?|gap|row-gap|column-gap|w|h|text|fw|float|overflow|position)(-(sm|md|lg|xl))?(-([0-5]|6|7|8|9|10|11|12|auto|25|50|75|100|none|block|inline|inline-block|inline-flex|flex|grid|row|column|wrap|nowrap|fill|start|end|center|between|around|baseline|stretch|bold|normal|medium|hidden|relative|absolute))?$/;

/** Keeps Tabler's grid and utilities and drops the rest: the components are our own, and Tabler's need browsers too young for us. */
const utilities: AcceptedPlugin = {
  postcssPlugin: "tabler-utilities",
  AtRule: {
    layer(layer: AtRule) {
      if (layer.params !== "tabler" || !layer.nodes) return;
      layer.walkRules((rule: Rule) => {
        const kept = rule.selectors.filter((selector) => /^\.[\w-]+( ?> ?\*)?$/.test(selector) && FAMILIES.test(selector.slice(1).split(/[ >]/)[0]!));
        if (kept.length) rule.selectors = kept;
        else rule.remove();
      });
      layer.walkAtRules((rule) => {
        if (!rule.nodes?.length) rule.remove();
      });
    },
  },
};

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: [icons()],
  css: { postcss: { plugins: [utilities] } },
  build: {
    outDir: resolve(here, "../static/app"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    cssTarget: ["chrome100", "firefox100", "safari15.4"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: { portal: resolve(here, "portal.ts"), workbench: resolve(here, "workbench.ts") } },
  },
});
