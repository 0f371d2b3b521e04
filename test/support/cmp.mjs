// A CA that speaks CMP: OpenSSL's mock server, behind a proxy on a fixed port that records the requests and may take the
// CA's place with worse answers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import readline from "node:readline";

import { isAlive } from "./portal.mjs";
import { until } from "./until.mjs";

export const SECRET = "geheim";

// [tag, content, rest] of the DER object that `bytes` begins with.
function readObject(bytes) {
  let length = bytes[1];
  let start = 2;
  if (length > 0x80) {
    start += length & 0x7f;
    length = bytes.readUIntBE(2, length & 0x7f);
  }
  return [bytes[0], bytes.subarray(start, start + length), bytes.subarray(start + length)];
}

function objectsIn(bytes) {
  const all = [];
  for (let rest = bytes; rest.length > 0;) {
    const [tag, content, next] = readObject(rest);
    all.push({ tag, content });
    rest = next;
  }
  return all;
}

const BODIES = { 4: "p10cr", 11: "rr", 23: "error", 24: "certConf", 25: "pollReq" };

// What a PKIMessage (RFC 4210 5.1) is, as far as it is readable before its protection: { body, transaction }.
function readMessage(der) {
  const [header, body] = objectsIn(readObject(der)[1]);
  const transaction = objectsIn(header.content).findLast(({ tag }) => tag === 0xa4); // sender and recipient may have that tag, too
  return { body: BODIES[body.tag & 0x1f] ?? `body ${body.tag & 0x1f}`, transaction: readObject(transaction.content)[1].toString("hex") };
}

// `openssl cmp -port` with these options; it takes a free port. { port, stop() }.
async function startMockCa(options) {
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "openssl", "cmp", "-port", "0", "-srv_ref", "portal", ...options], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "close");
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const port = /^ACCEPT .*:(\d+)/.exec(line)?.[1];
    if (port) return { port: Number(port), stop: () => (child.kill("SIGKILL"), ended) };
  }
  throw new Error("openssl cmp -port does not start");
}

// What the portal is told to talk to. `answer`: "ca" (as the mock CA says, once returns() has started one), "silence",
// "garbage", "nothing" (the connection is closed).
export class CmpProxy {
  constructor() {
    this.requests = [];
    this.answer = "ca";
  }

  async start(port = 0) {
    this.server = http.createServer((request, response) => this.take(request, response));
    this.server.listen(port, "127.0.0.1");
    await once(this.server, "listening");
    this.server.unref();
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}/pkix/`;
  }

  // From now on the CA answers with this certificate (as test/support/pki.mjs makes them).
  async returns(certificate, { chain = [], secret = SECRET, options = [] } = {}) {
    await this.stop();
    const extra = chain.length > 0 ? ["-rsp_extracerts", chain.map(({ file }) => file).join(",")] : [];
    this.ca = await startMockCa(["-srv_secret", `pass:${secret}`, "-rsp_cert", certificate.file, ...extra, ...options]);
    this.answer = "ca";
  }

  async stop() {
    await this.ca?.stop();
    this.ca = undefined;
  }

  async end() {
    await this.stop();
    this.server.close();
    this.server.closeAllConnections();
  }

  // Those of one order since it was placed.
  of(transaction) {
    return this.requests.filter((request) => request.transaction === transaction);
  }

  async take(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    this.requests.push({ ...readMessage(body), der: body });
    this.onRequest?.(this.requests.at(-1));
    if (this.answer === "silence") return;
    if (this.answer === "nothing" || !this.ca) request.socket.destroy();
    else if (this.answer === "garbage") response.writeHead(200, { "content-type": "application/pkixcmp" }).end(Buffer.from("3003020105", "hex"));
    else await this.pass(body, request.headers, response);
  }

  async pass(body, headers, response) {
    const asked = http.request({ host: "127.0.0.1", port: this.ca.port, method: "POST", path: "/pkix/", headers: { "content-type": headers["content-type"], "content-length": body.length } });
    asked.end(body);
    try {
      const [answer] = await once(asked, "response");
      response.writeHead(answer.statusCode, { "content-type": answer.headers["content-type"] ?? "text/plain" });
      answer.pipe(response);
    } catch {
      response.destroy();
    }
  }
}

// The process that sees to the only CA behind the network.
export async function caProcess(portal) {
  const jobs = portal.pid("jobs");
  return until("the CA's own process", () => {
    const found = fs.readFileSync(`/proc/${jobs}/task/${jobs}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
    return found.find(isAlive);
  });
}
