import { startCommon } from "./common";
import "./styles/portal.css";

startCommon();
