// One client that wants everything: the others go on.
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { once } from "node:events";
import { before, describe, it } from "node:test";

import { anAddress, sharedPortal } from "../support/portal.mjs";

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
