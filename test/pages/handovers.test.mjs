import * as scene from "../support/pages_of_handovers.mjs";
import { pictures } from "./pictures.mjs";

pictures("handovers", scene);
