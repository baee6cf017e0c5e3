import { each, make } from "./dom";
import { word } from "./words";

/** Say how many characters are left of data-limit. */
export function startCounters(): void {
  each<HTMLTextAreaElement>("textarea[data-limit]", (area) => {
    const limit = Number(area.dataset["limit"]);
    const counter = make("span", { class: "counter", "aria-live": "polite" });
    const count = () => {
      const left = limit - [...area.value].length;
      counter.textContent = left < 0 ? word("over", { n: -left }) : word("left", { n: left });
      counter.classList.toggle("over", left < 0);
    };
    area.after(counter);
    area.addEventListener("input", count);
    count();
  });
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

type Reading = { wrong: string } | { sex: "male" | "female"; birth: string };

/** Read sex and birth date out of an 18-character ID number (GB 11643). */
export function readIdNumber(text: string): Reading {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  if (!/^\d{17}[\dX]$/.test(text) || CHECKS[sum % 11] !== text[17]) return { wrong: "id_bad" };
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const day = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== birth || day.getTime() > Date.now()) return { wrong: "id_date" };
  return { sex: Number(text[16]) % 2 ? "male" : "female", birth };
}

/** Fill sex and birth date from a complete ID number; the server reads it again by itself. */
export function startIdNumbers(): void {
  each<HTMLInputElement>("input[data-id-number]", (input) => {
    const line = make("span", { class: "filled", "aria-live": "polite" });
    const scope = input.closest("[data-row]") ?? document;
    const find = (name: string | undefined) => (name ? scope.querySelectorAll<HTMLInputElement>(`#${CSS.escape(name)}, [name="${CSS.escape(name.replace(/^id_/, ""))}"]`) : []);
    input.after(line);
    const check = () => {
      const text = input.value.replace(/\s/g, "").toUpperCase();
      line.textContent = "";
      if (text.length < 18) return;
      const read = readIdNumber(text);
      line.classList.toggle("wrong", "wrong" in read);
      if ("wrong" in read) {
        line.textContent = word(read.wrong);
        return;
      }
      input.value = text;
      line.textContent = word("id_good", { text: word(read.sex), n: new Date(`${read.birth}T12:00:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }) });
      for (const target of find(input.dataset["sex"])) {
        if (target.type === "radio") target.checked = target.value === read.sex;
        else target.value = read.sex;
      }
      for (const target of find(input.dataset["birth"])) target.value = read.birth;
    };
    input.addEventListener("input", check);
    check();
  });
}
