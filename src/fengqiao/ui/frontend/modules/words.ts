/** The sentences of the page's language, printed into it by the server (ui/words.py). */
const element = document.getElementById("words");
const words = JSON.parse(element?.textContent ?? "{}") as Record<string, string>;

/** Return a sentence with {n} and {text} filled in. */
export function word(key: string, values: Record<string, string | number> = {}): string {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}
