// A load of many connections, each of which asks for one thing after another, and what becomes of the requests.
import { once } from "node:events";
import http from "node:http";

// One request over a connection that is kept: its status, or the code of its error.
async function outcome(portal, agent, { method = "GET", path, headers = {}, fields }) {
  const body = fields && new URLSearchParams(fields).toString();
  const form = fields && { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body), Origin: portal.url };
  const request = http.request({ agent, method, host: "127.0.0.1", port: portal.port, path, headers: { ...headers, ...form } });
  request.setTimeout(30_000, () => request.destroy(Object.assign(new Error("no answer in 30 s"), { code: "ETIMEDOUT" })));
  request.end(body);
  try {
    const [response] = await once(request, "response");
    for await (const _ of response); // a body that breaks off throws
    return response.statusCode;
  } catch (error) {
    return error.code ?? error.message;
  }
}

// `kinds`: functions that give { method, path, headers, fields, expects } of a new request, `expects` a status (200) or a
// function of it; each connection goes round them, beginning at another one.
export class Load {
  constructor(portal, kinds, connections = 16) {
    Object.assign(this, { portal, kinds, connections });
  }

  start() {
    Object.assign(this, { going: true, requests: 0, longest: 0, failures: [] });
    this.ended = Promise.all(Array.from({ length: this.connections }, (_, index) => this.#connection(index)));
    return this;
  }

  // Ends it after the requests under way: `requests` counts them, `longest` is the time of the slowest in ms, `failures`
  // holds what was not answered as it should, { path, is, at }.
  async stop() {
    this.going = false;
    await this.ended;
  }

  get figures() {
    const { requests, failures, longest, slowest } = this;
    return `${requests} requests, failures: ${byCause(failures)}, longest request ${Math.round(longest)} ms (${slowest})`;
  }

  async #connection(index) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = index; this.going; turn += 1) {
      const request = this.kinds[turn % this.kinds.length]();
      const begin = performance.now();
      const is = await outcome(this.portal, agent, request);
      const took = performance.now() - begin;
      if (took > this.longest) Object.assign(this, { longest: took, slowest: `${request.method ?? "GET"} ${request.path}` });
      this.requests += 1;
      request.hasEnded?.(is);
      const { expects = 200 } = request;
      if (typeof expects === "function" ? !expects(is) : is !== expects) this.failures.push({ path: request.path, is, at: Date.now() });
    }
    agent.destroy();
  }
}

// "503: 4, ECONNRESET: 1"
function byCause(failures) {
  const counts = {};
  for (const { is } of failures) counts[is] = (counts[is] ?? 0) + 1;
  return Object.entries(counts).map(([cause, count]) => `${cause}: ${count}`).join(", ") || "none";
}
