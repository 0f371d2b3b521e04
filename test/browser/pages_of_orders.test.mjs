import { groups, prepare } from "../support/pages_of_orders.mjs";
import { everyPage } from "./every_page.mjs";

everyPage("orders", prepare, groups);
