import { startCommon } from "./common";
import { startColumns } from "./modules/columns";
import { each } from "./modules/dom";
import { startExchange } from "./modules/exchange";
import { startKeys } from "./modules/keys";
import "./styles/tabler.css";
import "./styles/workbench.css";
import "./styles/sheet.css";

startCommon();
startExchange();
startKeys();
startColumns();
each<HTMLElement>("[data-chart]", async (figure) => (await import("./chart")).draw(figure));
