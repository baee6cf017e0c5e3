/** What every page has, whoever reads it. */
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/parts.css";
import "./styles/tables.css";
import "./styles/print.css";

import { startDialogs } from "./modules/dialogs";
import { startDrafts } from "./modules/drafts";
import { startForms } from "./modules/forms";
import { startCounters, startIdNumbers } from "./modules/inputs";
import { startMenus } from "./modules/menus";
import { startNotices } from "./modules/notices";
import { startPickers } from "./modules/pick";
import { startRows } from "./modules/rows";
import { startSignatures } from "./modules/signature";

export function startCommon(): void {
  document.documentElement.classList.add("scripted");
  startNotices();
  startForms();
  startDrafts();
  startCounters();
  startIdNumbers();
  startPickers();
  startRows();
  startSignatures();
  startMenus();
  startDialogs();
}
