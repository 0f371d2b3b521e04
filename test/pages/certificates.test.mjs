import * as scene from "../support/pages_of_certificates.mjs";
import { pictures } from "./pictures.mjs";

pictures("certificates", scene);
