// Clients that send nonsense, too much, too little or too slowly, that go away or do not read: at a worker's socket, and
// through nginx. Each is answered or let go, and the one worker of this portal, never another, serves the next.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { before, describe, it } from "node:test";

import { ABORT, answerOn, BEGIN, begin, connects, DATA, END, GET_VALUES, GET_VALUES_RESULT, pairs, PARAMS, parametersOf, record, requestFor, says, STDIN, stream, UNKNOWN_TYPE } from "../support/fastcgi.mjs";
import { anOrganisation, idIn } from "../support/handover.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, startPortal } from "../support/portal.mjs";
import { random } from "../support/random.mjs";
import { until } from "../support/until.mjs";

const FORM = "application/x-www-form-urlencoded";

let portal;
let socket;
let workers;
let cookie; // of a contact whose LARGE is more than sockets buffer
const LARGE = "/certificates.json";

async function hasManyNames(organisation) {
  const pki = new Pki();
  const names = Array.from({ length: 100 }, (_, i) => `host${i}.with-a-name-that-is-rather-long-for-a-machine.example.org`);
  const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), names);
  assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
  await portal.sql(`
    INSERT INTO reference_number (number) SELECT seq FROM seq_9000001_to_9000200;
    INSERT INTO certificate (organisation_id, not_after, number, name, more_names, not_before, serial, sha256, sha1, key_sha256, created_at, names)
      SELECT organisation_id, not_after, seq, name, 99, not_before, seq, UNHEX(SHA2(seq, 256)), UNHEX(SHA1(seq)), key_sha256, created_at, '' FROM certificate, seq_9000001_to_9000200;
    INSERT INTO certificate_content (number, organisation_id, der) SELECT seq, organisation_id, der FROM certificate_content, seq_9000001_to_9000200;
    UPDATE organisation SET certificate_count=201 WHERE id=${idIn(organisation)}`);
}

before(async () => {
  portal = await startPortal("hostile", { workers: 1 });
  const anna = await portal.signedIn(anAddress("anna"), "Anna Ärmel");
  await hasManyNames(await anOrganisation(anna));
  assert.ok((await anna.gets(LARGE)).body.length > 1 << 20);
  cookie = `session_${portal.port}=${anna.browser.cookie("session")}`;
  socket = portal.path("run/w.sock");
  workers = portal.workers();
  assert.equal(workers.length, 1);
});

async function goesOn() {
  assert.equal((await says(socket, requestFor("/healthz"))).status, 200);
  assert.deepEqual(portal.workers(), workers, "the same worker");
}

const whole = pairs(parametersOf("/healthz"));
const rest = Buffer.concat([stream(PARAMS, whole), stream(STDIN, "")]);
const withParameters = (parameters) => Buffer.concat([begin(), stream(PARAMS, parameters), stream(STDIN, "")]);
const signIn = (values, body) => requestFor("/login", { REQUEST_METHOD: "POST", CONTENT_TYPE: FORM, HTTP_ORIGIN: portal.url, ...values }, body);
const CLOSES = 0; // without an answer

describe("a worker's socket", () => {
  for (const [title, answers, bytes] of [
    ["records of version 0", CLOSES, () => Buffer.concat([begin({ version: 0 }), rest])],
    ["parameters in records of version 2", CLOSES, () => Buffer.concat([begin(), stream(PARAMS, whole, { version: 2 }), stream(STDIN, "")])],
    ["a record of unknown type", CLOSES, () => Buffer.concat([begin(), record(99, "x"), rest])],
    ["a record of type 0", CLOSES, () => Buffer.concat([begin(), record(0, "x"), rest])],
    ["parameters without a beginning", CLOSES, () => rest],
    ["a beginning that is too short", CLOSES, () => Buffer.concat([record(BEGIN, [0, 1, 0, 0]), rest])],
    ["a beginning that is too long", CLOSES, () => Buffer.concat([record(BEGIN, [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), rest])],
    ["a request with id 0", CLOSES, () => Buffer.concat([begin({ id: 0 }), rest])],
    ["an unknown role", CLOSES, () => Buffer.concat([begin({ role: 9 }), rest])],
    ["the role of a filter", 200, () => Buffer.concat([begin({ role: 3 }), rest, stream(DATA, "")])],
    ["padding", 200, () => Buffer.concat([begin(), record(PARAMS, whole.subarray(0, 30), { padding: 255 }), record(PARAMS, whole.subarray(30), { padding: 7 }), record(PARAMS, "", { padding: 8 }), record(STDIN, "", { padding: 1 })])],
    ["parameters in records of one byte", 200, () => Buffer.concat([begin(), stream(PARAMS, whole, { size: 1 }), stream(STDIN, "")])],
    ["a last parameter that is cut off", CLOSES, () => withParameters(whole.subarray(0, -3))],
    ["a parameter of 4 GB", CLOSES, () => withParameters(Buffer.concat([Buffer.alloc(8, 0xff), Buffer.alloc(200_000, 65)]))],
    ["a name of 2 GB", CLOSES, () => withParameters(Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff, 1]), Buffer.alloc(200_000, 65)]))],
    ["a name of 1 GB", CLOSES, () => withParameters(Buffer.concat([Buffer.from([0xc0, 0, 0, 0, 1]), Buffer.alloc(200_000, 65)]))],
    ["parameters that never end", CLOSES, () => Buffer.concat([begin(), record(PARAMS, whole)])],
    ["an abort before the parameters", CLOSES, () => Buffer.concat([begin(), record(ABORT)])],
    ["an abort among the parameters", CLOSES, () => Buffer.concat([begin(), record(PARAMS, whole), record(ABORT)])],
    ["an abort within the body", 422, () => Buffer.concat([begin(), stream(PARAMS, pairs(parametersOf("/login", { REQUEST_METHOD: "POST", CONTENT_TYPE: FORM, CONTENT_LENGTH: "10", HTTP_ORIGIN: portal.url }))), record(STDIN, "email=a"), record(ABORT)])],
    ["a body of another request", 200, () => Buffer.concat([begin(), stream(PARAMS, whole), stream(STDIN, "x", { id: 7 }), stream(STDIN, "")])],
    ["10,000 parameters", 200, () => requestFor("/healthz", Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`HTTP_X_${i}`, "x"])))],
    ["parameters without names", 200, () => withParameters(Buffer.concat([whole, pairs([["", ""], ["", "x"], ["=", "="]])]))],
    ["no parameters", 422, () => withParameters("")],
    ["no method", 422, () => requestFor("/healthz", { REQUEST_METHOD: undefined })],
    ["a method that is none", 422, () => requestFor("/healthz", { REQUEST_METHOD: "GET\x01" })],
    ["no address", 404, () => requestFor("", { REQUEST_URI: undefined })],
    ["an address with NUL", 404, () => requestFor("/hea\0lthz")],
    ["an address with a host", 404, () => requestFor("http://example.org/healthz")],
    ["an address of 100 KB", 413, () => requestFor(`/${"x".repeat(100_000)}`)],
    ["a query of 3,000 fields", 422, () => requestFor(`/login?${"a&".repeat(3000)}`)],
    ["a header of 1 MB", 200, () => requestFor("/login", { HTTP_COOKIE: "a=1; ".repeat(200_000) })],
    ["400 KB of languages", 200, () => requestFor("/login", { HTTP_ACCEPT_LANGUAGE: "de,".repeat(130_000) })],
    ["a client without address", 200, () => requestFor("/login", { REMOTE_ADDR: undefined })],
    ["a form of 10,000 fields", 422, () => signIn({ CONTENT_LENGTH: "40000" }, "a=1&".repeat(10_000))],
    ["a form that is too long", 413, () => signIn({ CONTENT_LENGTH: "80000" }, "abc=def&".repeat(10_000))],
    ...["-1", "abc", "0x10", "+5", " 5", "5 ", "5,5", "1e1", "99999999999999999999999", "", "4", "6"].map((length) => [`a length of '${length}' for 5 bytes`, 422, () => signIn({ CONTENT_LENGTH: length }, "abc=d")]),
    ...["2147483648", "18446744073709551615"].map((length) => [`a length of ${length} for 5 bytes`, 413, () => signIn({ CONTENT_LENGTH: length }, "abc=d")]),
    ["two lengths", 422, () => Buffer.concat([begin(), stream(PARAMS, pairs([...parametersOf("/login", { REQUEST_METHOD: "POST", CONTENT_LENGTH: "1" }), ["CONTENT_LENGTH", "2"]])), stream(STDIN, "ab")])],
  ]) {
    it(`${answers === CLOSES ? "is closed on" : `answers ${answers} to`} ${title}, and the worker goes on`, async () => {
      const answer = await says(socket, bytes());
      assert.equal(answer.status, answers, answer.text.slice(0, 200));
      await goesOn();
    });
  }

  it("answers questions about itself, and says of an unknown management record that it is unknown", async () => {
    const known = await says(socket, Buffer.concat([record(GET_VALUES, pairs({ FCGI_MPXS_CONNS: "", NONE: "" }), { id: 0 }), begin(), rest]));
    assert.equal(known.status, 200);
    assert.deepEqual(known.records[0], { type: GET_VALUES_RESULT, id: 0, content: pairs({ FCGI_MPXS_CONNS: "0" }) });
    const unknown = await says(socket, Buffer.concat([record(99, "x", { id: 0 }), begin(), rest]));
    assert.deepEqual([unknown.records[0].type, unknown.records[0].content[0]], [UNKNOWN_TYPE, 99]);
    await goesOn();
  });

  it("refuses a second request on the connection, and answers the first", async () => {
    const CANNOT_MULTIPLEX = 1;
    const answer = await says(socket, Buffer.concat([begin(), begin({ id: 2 }), stream(PARAMS, whole), stream(PARAMS, whole, { id: 2 }), stream(STDIN, "")]));
    assert.deepEqual(answer.records.filter(({ type }) => type === END).map(({ id, content }) => [id, content[4]]), [[2, CANNOT_MULTIPLEX], [1, 0]]);
    assert.equal(answer.status, 200);
    await goesOn();
  });

  it("takes a request that comes byte by byte, and lets one go that takes too long for it", async () => {
    const pauses = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
    const drips = async (bytes, ms) => {
      const connection = await connects(socket);
      let isOver = false;
      const answer = answerOn(connection).finally(() => { isOver = true; });
      for (let at = 0; at < bytes.length && !isOver; at += 1) {
        connection.write(bytes.subarray(at, at + 1));
        await pauses(ms);
      }
      return { ...await answer, isWhole: !isOver };
    };
    assert.equal((await drips(requestFor("/healthz"), 1)).status, 200);
    await goesOn();
    // Never silent for as long as the worker bears silence.
    const slow = await drips(requestFor("/healthz", { HTTP_X_A: "x".repeat(1000) }), 200);
    assert.equal(slow.status, CLOSES);
    await goesOn();
  });

  it("goes on when clients vanish: before a request, within it, before its answer, while it comes", async () => {
    const request = requestFor("/login");
    const length = (share) => Math.floor(request.length * share);
    for (let round = 0; round < 10; round += 1) {
      for (const bytes of [Buffer.alloc(0), request.subarray(0, 5), request.subarray(0, length(0.3)), request.subarray(0, length(0.8)), request, requestFor(LARGE, { HTTP_COOKIE: cookie })]) {
        const [gone, halfClosed] = [await connects(socket), await connects(socket)];
        await new Promise((resolve) => { gone.write(bytes, resolve); });
        gone.destroy();
        halfClosed.end(bytes);
        halfClosed.once("data", () => halfClosed.destroy());
      }
    }
    await goesOn();
  });

  it("goes on after random bytes, and after requests with random changes", async () => {
    const below = (limit) => Math.floor(random() * limit);
    const bytes = (size) => Buffer.from(Array.from({ length: size }, () => below(256)));
    const changed = () => {
      const request = signIn({ CONTENT_LENGTH: "15", HTTP_COOKIE: "form=x" }, "email=a&b=c&d=e");
      for (let i = 1 + below(4); i > 0; i -= 1) request[below(request.length)] = below(256);
      return request.subarray(0, below(4) === 0 ? below(request.length) : request.length);
    };
    for (let round = 0; round < 500; round += 1) {
      const connection = await connects(socket);
      connection.end(round % 5 === 0 ? bytes(1 + below(3000)) : changed());
      const { status } = await answerOn(connection);
      assert.ok(status < 500, `${status} in round ${round}`);
    }
    await goesOn();
  });

  it("lets go whoever stops within a body or does not read the answer", async () => {
    const half = signIn({ CONTENT_LENGTH: "100" }, "");
    const silent = await connects(socket);
    silent.write(half.subarray(0, -8));
    assert.equal((await answerOn(silent)).status, 422);
    const deaf = await connects(socket);
    deaf.pause();
    deaf.write(requestFor(LARGE, { HTTP_COOKIE: cookie }));
    await goesOn();
    deaf.destroy();
  });
});

// Sends text as it is; { statuses, text } of all answers until nginx closes.
async function exchanges(text) {
  const connection = net.connect({ port: portal.port, host: "127.0.0.1" });
  connection.on("error", () => {}); // closed before all is sent
  let answer = "";
  connection.on("data", (part) => { answer += part.toString("latin1"); });
  const timer = setTimeout(() => connection.destroy(new Error("late")), 20_000);
  connection.write(Buffer.from(text, "latin1"));
  await once(connection, "close").catch(() => {});
  clearTimeout(timer);
  return { statuses: [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status)), text: answer };
}

describe("through nginx", () => {
  const host = () => `Host: 127.0.0.1:${portal.port}\r\n`;
  const get = (line, headers = "") => `${line}\r\n${host()}Connection: close\r\n${headers}\r\n`;
  const SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const smuggles = (headers, body = "", version = "1.1") => `POST /login HTTP/${version}\r\n${host()}Content-Type: ${FORM}\r\n${headers}\r\n${body}${SMUGGLED}`;
  const CHUNKED = "Transfer-Encoding: chunked\r\n";

  for (const [title, status, text] of [
    ["a length and chunks", 400, () => smuggles(`Content-Length: 5\r\n${CHUNKED}`, "0\r\n\r\n")],
    ["chunks and a length", 400, () => smuggles(`${CHUNKED}Content-Length: 5\r\n`, "0\r\n\r\n")],
    ["two lengths", 400, () => smuggles("Content-Length: 5\r\nContent-Length: 0\r\n")],
    ["one length twice", 400, () => smuggles("Content-Length: 0\r\nContent-Length: 0\r\n")],
    ...["0, 0", "+0", "-1", "0x0", "1e1", "0 0", "", "99999999999999999999"].map((length) => [`a length of '${length}'`, 400, () => smuggles(`Content-Length: ${length}\r\n`)]),
    ["a length of 9 GB", 413, () => smuggles("Content-Length: 9000000000\r\n")],
    ["a length before a blank and a colon", 400, () => smuggles("Content-Length : 0\r\n")],
    ["two codings", 400, () => smuggles(`${CHUNKED}Transfer-Encoding: identity\r\n`, "0\r\n\r\n")],
    ...["xchunked", "chunked, identity", "identity, chunked", "\x0bchunked", "chunked;q=1", "gzip"].map((coding) => [`the coding ${JSON.stringify(coding)}`, 501, () => smuggles(`Transfer-Encoding: ${coding}\r\n`, "0\r\n\r\n")]),
    ["chunks of HTTP/1.0", 400, () => smuggles(CHUNKED, "0\r\n\r\n", "1.0")],
    ...["-1", "fffffffffffffffff", "7fffffffffffffff", "x"].map((size) => [`a chunk of ${size} bytes`, [400, 413], () => smuggles(CHUNKED, `${size}\r\nab\r\n0\r\n\r\n`)]),
    ["a header that goes on in the next line", 400, () => get("GET /login HTTP/1.1", "X-A: b\r\n c\r\n")],
    ["NUL in the path", 400, () => get("GET /hea\0lthz HTTP/1.1")],
    ["NUL in a header", 400, () => get("GET /healthz HTTP/1.1", "X-A: b\0c\r\n")],
    ["CR in a header", 400, () => get("GET /healthz HTTP/1.1", "X-A: b\rc\r\n")],
    ["CR alone as the end of lines", 400, () => `GET /healthz HTTP/1.1\r${host()}\r\n`],
    ["LF alone as the end of lines", 200, () => get("GET /healthz HTTP/1.1").replaceAll("\r", "")],
    ["a line that is no header", 200, () => get("GET /healthz HTTP/1.1", "nonsense\r\n")],
    ["a path of 100 KB", [400, 414], () => get(`GET /${"x".repeat(100_000)} HTTP/1.1`)],
    ["a header of 100 KB", 400, () => get("GET /login HTTP/1.1", `X-A: ${"x".repeat(100_000)}\r\n`)],
    ["10,000 headers", 400, () => get("GET /login HTTP/1.1", "X-A: b\r\n".repeat(10_000))],
    ["500 headers of cookies", 200, () => get("GET /login HTTP/1.1", "Cookie: a=b\r\n".repeat(500))],
    ["1,000 ranges", 200, () => get("GET /login HTTP/1.1", `Range: bytes=${"0-,".repeat(1000)}0-\r\n`)],
    ["HTTP/9.9", 505, () => get("GET /healthz HTTP/9.9")],
    ["HTTP/2 without TLS", 400, () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["TLS where there is none", 400, () => `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${"x".repeat(600)}`],
    ["bytes that are no request", 400, () => `${"\xff\xfe\xfd".repeat(400)}\r\n\r\n`],
    ["a method in small letters", 400, () => get("get /healthz HTTP/1.1")],
    ["an unknown method", 405, () => get("BREW /healthz HTTP/1.1")],
    ["a method of 5,000 letters", 422, () => get(`${"A".repeat(5000)} /healthz HTTP/1.1`)],
    ["CONNECT", 400, () => get("CONNECT example.com:443 HTTP/1.1")],
    ["TRACE", 405, () => get("TRACE /healthz HTTP/1.1")],
    ["OPTIONS *", 400, () => get("OPTIONS * HTTP/1.1")],
    ["another server's address", 303, () => get("GET http://example.com/certificates HTTP/1.1")],
    ["another host", 303, () => "GET /certificates HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"],
    ["a host that is script", 303, () => 'GET /certificates HTTP/1.1\r\nHost: example.com"><script>\r\nConnection: close\r\n\r\n'],
    ["two hosts", 400, () => get("GET /login HTTP/1.1", "Host: example.com\r\n")],
    ["no host", 400, () => "GET /login HTTP/1.1\r\n\r\n"],
    ["what proxies believe in", 200, () => get("GET /login HTTP/1.1", "Proxy: http://example.com\r\nX-Forwarded-Host: example.com\r\nX-Original-URL: /approvals\r\nX-HTTP-Method-Override: POST\r\n")],
    ...["/static/%2e%2e/%2e%2e/certportal.conf", "/pki/..%2f..%2fcertportal.conf"].map((path) => [path, 400, () => get(`GET ${path} HTTP/1.1`)]),
    ...["/static/%252e%252e/certportal.conf", "/static/..\\..\\certportal.conf", "/certificates/%2e%2e/healthz"].map((path) => [path, 404, () => get(`GET ${path} HTTP/1.1`)]),
  ]) {
    it(`${[status].flat().join(" or ")} answers ${title}, once`, async () => {
      const answer = await exchanges(text());
      assert.equal(answer.statuses.length, 1, answer.text.slice(0, 300));
      assert.ok([status].flat().includes(answer.statuses[0]), answer.text.slice(0, 300));
      assert.doesNotMatch(answer.text, /example\.com|<script>/);
      await goesOn();
    });
  }

  it("no request that was hidden in another was seen", async () => {
    const page = await portal.browser().get("/login");
    await until("the line of the log", () => portal.log("nginx-access.log").includes(page.requestId));
    assert.ok(!portal.logs().includes("smuggled"));
  });

  it("a form in chunks is a form like another", async () => {
    const nora = await portal.account(anAddress("nora"), "Nora Ñandú");
    const { csrfToken } = await nora.gets("/login");
    const body = new URLSearchParams({ csrf_token: csrfToken, email: nora.email, password: nora.password }).toString();
    const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`).join("");
    const headers = `Cookie: form_${portal.port}=${nora.browser.cookie("form")}\r\nOrigin: ${portal.url}\r\n`;
    const answer = await exchanges(get("POST /login HTTP/1.1", `${headers}Content-Type: ${FORM}\r\n${CHUNKED}`) + `${chunks}0\r\n\r\n`);
    assert.deepEqual(answer.statuses, [303], answer.text);
  });

  // Many at once, a few from each address; `drips(connection)` is called again and again until they are closed.
  async function withMany(count, text, drips, does) {
    const all = Array.from({ length: count }, (_, i) => net.connect({ port: portal.port, host: "127.0.0.1", localAddress: `127.251.0.${1 + Math.floor(i / 4)}` }));
    for (const connection of all) connection.on("error", () => {});
    await Promise.all(all.map(async (connection) => {
      await once(connection, "connect");
      await new Promise((resolve) => { connection.write(text, resolve); });
    }));
    const timer = setInterval(() => all.forEach(drips), 100);
    try {
      await does(all);
    } finally {
      clearInterval(timer);
      for (const connection of all) connection.destroy();
    }
  }

  for (const [title, text, drips] of [
    ["drip their headers", () => `GET /login HTTP/1.1\r\n${host()}X-A: `, (connection) => connection.write("x")],
    ["drip their forms", () => `POST /login HTTP/1.1\r\n${host()}Content-Type: ${FORM}\r\nContent-Length: 5000\r\n\r\n`, (connection) => connection.write("x")],
    ["do not read a large answer", () => get(`GET ${LARGE} HTTP/1.1`, `Cookie: ${cookie}\r\n`), (connection) => connection.pause()],
  ]) {
    it(`60 clients that ${title} keep the one worker from nobody`, async () => {
      await withMany(60, text(), drips, async (all) => {
        for (let i = 0; i < 20; i += 1) {
          const page = await portal.browser().get("/login");
          assert.equal(page.status, 200, page.summary);
          await goesOn();
        }
        assert.equal(all.filter(({ destroyed }) => destroyed).length, 0, "they are still there");
      });
      await goesOn();
    });
  }
});
