// A browser without a screen: cookies, Origin, forms filled in from the page. Follows no redirect by itself.
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";

import { fieldsOf, parse } from "./html.mjs";

const pathOf = (form) => form.attributes.action.split("#")[0];

const TIMEOUT_MS = 30_000;

// Holds forms back (race.mjs): an async function that a POST calls when all but its last byte is on the way.
export const heldBack = new AsyncLocalStorage();

let clients = 0;

// Each browser comes from a loopback address of its own, so that the throttles keep them apart as they do people.
function nextAddress() {
  clients += 1;
  return `127.${1 + (process.pid % 200)}.${1 + Math.floor(clients / 250)}.${1 + (clients % 250)}`;
}

class Answer {
  constructor(request, response, body, milliseconds) {
    this.request = request;
    this.status = response.statusCode;
    this.headers = response.headers;
    this.rawHeaders = response.rawHeaders;
    this.body = body;
    this.milliseconds = milliseconds;
  }

  get text() {
    return this.body.toString("utf8");
  }

  get page() {
    this.parsed ??= parse(this.text);
    return this.parsed;
  }

  get location() {
    return this.headers.location;
  }

  get cookies() {
    return this.headers["set-cookie"] ?? [];
  }

  get requestId() {
    return this.headers["x-request-id"];
  }

  // The form that posts to `action`, or the first one that posts anywhere but signs out.
  form(action) {
    const forms = this.page.all("form", { method: "post" });
    const found = forms.find((form) => (action ? pathOf(form) === action : !/\/logout$/.test(form.attributes.action)));
    if (!found) throw new Error(`no form for ${action ?? "posting"} in ${this.summary}`);
    return found;
  }

  get csrfToken() {
    return this.page.one("input", { name: "csrf_token" })?.attributes.value;
  }

  // The names of the fields that the form complains of.
  get badFields() {
    return this.page.all("*", { "aria-invalid": "true" }).map((element) => element.attributes.name);
  }

  // What the page complains of; its only error stands at its field.
  get alert() {
    const alert = this.page.one("*", { role: "alert" });
    return alert ? [alert, ...this.page.all("div", { class: "error" })].map((element) => element.text).join("\n") : "";
  }

  get flash() {
    return this.page.one("*", { role: "status" })?.text ?? "";
  }

  get main() {
    return this.page.byId("main")?.text ?? this.text;
  }

  // For messages of failed tests.
  get summary() {
    const { method, path } = this.request;
    const shown = /html/.test(this.headers["content-type"] ?? "") ? this.main : this.text;
    return `${method} ${path} → ${this.status} ${this.location ?? ""} ${shown.slice(0, 400)}`;
  }
}

export class Browser {
  constructor(base, { language = "en", address = nextAddress(), userAgent } = {}) {
    this.base = new URL(base);
    this.language = language;
    this.address = address;
    this.userAgent = userAgent;
    this.jar = new Map();
  }

  get origin() {
    return this.base.origin;
  }

  cookie(name) {
    return this.jar.get(`${name}_${this.base.port}`);
  }

  setCookie(name, value) {
    this.jar.set(`${name}_${this.base.port}`, value);
  }

  keepCookies(answer) {
    for (const line of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/;\s*Max-Age=0\b/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return answer;
  }

  async request(method, path, { headers = {}, body } = {}) {
    const cookies = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    // The path goes out as it is given: a URL would tidy up what a test wants to see refused.
    const target = path.startsWith("/") ? path : new URL(path, this.base).href.slice(this.origin.length);
    const all = { "Accept-Language": this.language, ...(cookies && { Cookie: cookies }), ...(this.userAgent && { "User-Agent": this.userAgent }), ...headers };
    if (body !== undefined) all["Content-Length"] ??= Buffer.byteLength(body);
    for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
    const started = performance.now();
    const client = this.base.protocol === "https:" ? https : http;
    const request = client.request({
      method, host: this.base.hostname, port: this.base.port, path: target, headers: all, localAddress: this.address, agent: false,
    });
    request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error(`no answer to ${method} ${path} in ${TIMEOUT_MS} ms`)));
    const answered = once(request, "response");
    const hold = method === "POST" && body?.length > 1 ? heldBack.getStore() : undefined;
    if (hold) {
      await Promise.race([answered, new Promise((resolve) => { request.write(body.slice(0, -1), resolve); })]);
      await hold();
    }
    request.end(hold ? body.slice(-1) : body);
    const [response] = await answered;
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const answer = new Answer({ method, path }, response, Buffer.concat(chunks), performance.now() - started);
    return this.keepCookies(answer);
  }

  get(path, options) {
    return this.request("GET", path, options);
  }

  head(path, options) {
    return this.request("HEAD", path, options);
  }

  // `fields`: an object, or pairs where a name stands several times. As a browser sends a form; nothing is added to it.
  post(path, fields = {}, { headers = {} } = {}) {
    const body = new URLSearchParams(fields).toString();
    const form = { "Content-Type": "application/x-www-form-urlencoded", Origin: this.origin };
    return this.request("POST", path, { headers: { ...form, ...headers }, body });
  }

  // Sends a form of the page `answer` with some fields filled in differently; undefined leaves a field out.
  submit(answer, values = {}, { action, headers } = {}) {
    const form = answer.form(action);
    const rest = new Map(Object.entries(values));
    const fields = [];
    for (const [name, value] of fieldsOf(form)) {
      const chosen = rest.has(name) ? rest.get(name) : value;
      rest.delete(name);
      if (chosen !== undefined) fields.push([name, chosen]);
    }
    for (const [name, value] of rest) if (value !== undefined) fields.push([name, value]);
    return this.post(pathOf(form), fields, { headers });
  }

  // Opens `path` and sends its form.
  async fills(path, values, options) {
    const opened = await this.get(path);
    if (opened.status !== 200) return opened;
    return this.submit(opened, values, options);
  }

  follow(answer) {
    if (answer.status !== 303) throw new Error(`no redirect: ${answer.summary}`);
    return this.get(answer.location);
  }
}
