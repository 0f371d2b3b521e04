import { groups, prepare } from "../support/pages_of_certificates.mjs";
import { everyPage } from "./every_page.mjs";

everyPage("accounts and certificates", prepare, groups);
