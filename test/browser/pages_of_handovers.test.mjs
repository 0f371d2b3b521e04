import { groups, prepare } from "../support/pages_of_handovers.mjs";
import { everyPage } from "./every_page.mjs";

everyPage("a handover", prepare, groups);
