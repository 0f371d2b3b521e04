import * as scene from "../support/pages_of_orders.mjs";
import { pictures } from "./pictures.mjs";

pictures("orders", scene);
