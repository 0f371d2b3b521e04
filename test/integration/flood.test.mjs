// One client that wants everything: the others go on.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { before, describe, it } from "node:test";

import { anAddress, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let addresses = 0;

// A loopback address that no browser of these tests comes from.
const anotherAddress = () => `127.250.0.${addresses += 1}`;

// POST without cookies; resolves to { status, headers }.
async function posts(path, localAddress) {
  const request = http.request(portal.url + path, { method: "POST", localAddress, agent: false, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
  request.end("email=a%40example.org&password=x");
  const [response] = await once(request, "response");
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}

describe("a client that signs in without end", () => {
  before(async () => { portal = await sharedPortal(); });

  it("is refused with 429 and Retry-After, while others sign in", async () => {
    const anna = await portal.account(anAddress());
    const address = anotherAddress();
    const flood = Array.from({ length: 400 }, () => posts("/login", address));
    const begin = performance.now();
    await anna.signIn();
    assert.ok(performance.now() - begin < 5000, `${performance.now() - begin} ms`);
    const refused = (await Promise.all(flood)).filter(({ status }) => status === 429);
    assert.ok(refused.length >= 200, `${refused.length} of 400 refused`);
    assert.ok(refused.every(({ headers }) => Number(headers["retry-after"]) >= 1));
  });

  it("is not refused as long as it is an office behind one address: 30 at the same moment", async () => {
    const address = anotherAddress();
    const answers = await Promise.all(Array.from({ length: 30 }, () => posts("/login", address)));
    assert.deepEqual(answers.filter(({ status }) => status === 429), []);
  });
});

describe("a client that is slow on purpose", () => {
  before(async () => { portal = await sharedPortal(); });

  // Sends `words` over `count` connections and leaves them open; collects what comes back.
  async function opens(count, words) {
    const localAddress = anotherAddress();
    const sockets = Array.from({ length: count }, () => net.connect({ port: portal.port, host: "127.0.0.1", localAddress }));
    for (const socket of sockets) {
      socket.answer = "";
      socket.on("data", (data) => { socket.answer += data; });
      socket.on("error", () => {});
      socket.once("connect", () => socket.write(words));
    }
    await until("all connections", () => sockets.every((socket) => socket.bytesWritten > 0 && !socket.connecting));
    return { sockets, close: () => sockets.forEach((socket) => socket.destroy()) };
  }

  it("with 2,300 headers half sent cuts nobody off", async () => {
    const floods = [];
    for (let count = 0; count < 2300; count += 100) {
      floods.push(await opens(100, "GET / HTTP/1.1\r\n"));
      const answer = await portal.browser().get("/healthz");
      assert.equal(answer.status, 200, `with ${count} connections`);
      assert.ok(answer.milliseconds < 2000, `${answer.milliseconds} ms with ${count} connections`);
    }
    for (const flood of floods) assert.ok(flood.sockets.every(({ readyState }) => readyState === "open"), "none was given up for another");
    for (const flood of floods) flood.close();
  });

  it("has at most 100 requests under way; the rest is refused with 429 and Retry-After", async () => {
    const flood = await opens(130, "POST /account HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    const refused = () => flood.sockets.filter(({ answer }) => answer.startsWith("HTTP/1.1 429"));
    await until("refusals", () => refused().length >= 30);
    assert.equal(refused().length, 30);
    assert.match(refused()[0].answer, /^Retry-After: [1-9]/im);
    assert.equal((await portal.browser().get("/login")).status, 200);
    flood.close();
  });

  it("has at most 4 files of whole lists under way, and pages besides", async () => {
    const flood = await opens(10, "POST /certificates/download.zip HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    const refused = () => flood.sockets.filter(({ answer }) => answer.startsWith("HTTP/1.1 429"));
    await until("refusals", () => refused().length >= 6);
    assert.equal(refused().length, 6);
    assert.equal((await posts("/login", flood.sockets[0].localAddress)).status, 403); // has no token
    flood.close();
  });
});
