// What holds for every page: origins, tokens, methods, sizes, headers, languages, logs.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;

async function prepare() {
  portal = await sharedPortal();
  anna = await portal.signedIn(anAddress());
}

const SIGNED_IN_PAGES = ["/certificates", "/organisations", "/organisations/new", "/account", "/account/password"];
const PUBLIC_PAGES = ["/login", "/register", "/register/sent", "/password/forgot", "/password/sent"];

describe("forms of other sites", () => {
  before(prepare);

  const profile = (token) => ({ name: "Boese Absicht", phone: "", locale: "", ...(token && { csrf_token: token }) });
  const isUnchanged = async () => assert.doesNotMatch((await anna.gets("/account")).text, /Boese Absicht/);

  for (const { title, token } of [
    { title: "without a token", token: async () => undefined },
    { title: "with an empty token", token: async () => " " },
    { title: "with a made-up token", token: async () => "A".repeat(43) },
    { title: "with another account's token", token: async () => (await (await portal.signedIn(anAddress())).gets("/account")).csrfToken },
    { title: "with the token of a page before sign-in", token: async () => (await portal.browser().get("/login")).csrfToken },
    { title: "with the token of this account's session before", token: async () => {
      const { csrfToken } = await anna.gets("/account");
      await anna.signIn();
      return csrfToken;
    } },
  ]) {
    it(`are refused ${title}`, async () => {
      const answer = await anna.browser.post("/account", profile(await token()));
      assert.equal(answer.status, 403, answer.summary);
      await isUnchanged();
    });
  }

  for (const { title, headers } of [
    { title: "without Origin and Referer", headers: { Origin: undefined } },
    { title: "from another site", headers: { Origin: "https://example.org" } },
    { title: "from a page without an origin", headers: { Origin: "null" } },
    { title: "from another port", headers: { Origin: "http://127.0.0.1:1" } },
    { title: "from a longer host name", headers: () => ({ Origin: `${portal.url}.example.org` }) },
    { title: "from https", headers: () => ({ Origin: portal.url.replace("http:", "https:") }) },
    { title: "with a Referer of another site only", headers: () => ({ Origin: undefined, Referer: `https://example.org/?${portal.url}/` }) },
  ]) {
    it(`are refused ${title}, and the page names the right address`, async () => {
      const { csrfToken } = await anna.gets("/account");
      const answer = await anna.browser.post("/account", profile(csrfToken), { headers: typeof headers === "function" ? headers() : headers });
      assert.equal(answer.status, 403, answer.summary);
      assert.ok(answer.main.includes(portal.url), answer.summary);
      await isUnchanged();
    });
  }

  for (const { title, headers } of [
    { title: "with the right Origin", headers: () => ({}) },
    { title: "from localhost (other_origins)", headers: () => ({ Origin: `http://localhost:${portal.port}` }) },
    { title: "with a Referer only", headers: () => ({ Origin: undefined, Referer: `${portal.url}/account` }) },
  ]) {
    it(`are told from our own, ${title}`, async () => {
      const { csrfToken } = await anna.gets("/account");
      const answer = await anna.browser.post("/account", { name: "Anna Alt", phone: "", locale: "", csrf_token: csrfToken }, { headers: headers() });
      assert.equal(answer.status, 303, answer.summary);
    });
  }

  for (const [path, fields] of [
    ["/login", { email: "anna@example.org", password: GOOD_PASSWORD }],
    ["/register", { email: "anna@example.org", name: "Anna Alt", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD }],
    ["/register/confirm", { token: "x" }],
    ["/password/forgot", { email: "anna@example.org" }],
    ["/password/reset", { token: "x", password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD }],
    ["/logout", {}],
  ]) {
    it(`are refused at ${path} before sign-in`, async () => {
      const browser = portal.browser();
      assert.equal((await browser.post(path, fields)).status, 403, "no token");
      const { csrfToken } = await browser.get("/login");
      assert.equal((await portal.browser().post(path, { ...fields, csrf_token: csrfToken })).status, 403, "another browser's token");
      const forged = portal.browser();
      forged.setCookie("form", "A".repeat(86));
      assert.equal((await forged.post(path, { ...fields, csrf_token: "A".repeat(86) })).status, 403, "a cookie that we did not sign");
      assert.equal((await browser.post(path, { ...fields, csrf_token: csrfToken }, { headers: { Origin: "https://example.org" } })).status, 403, "Origin");
    });
  }

  it("keep a form of another tab good: opening a second page does not spoil the first", async () => {
    const nora = await portal.account(anAddress());
    const first = await nora.gets("/login");
    await nora.gets("/register");
    assert.equal((await nora.browser.submit(first, { email: nora.email, password: nora.password })).status, 303);
  });
});

describe("requests out of place", () => {
  before(prepare);

  for (const [method, path, allow] of [
    ["DELETE", "/login", /GET.*POST|POST.*GET/], ["PUT", "/certificates", /GET/], ["POST", "/certificates", /GET/], ["GET", "/logout", /POST/],
    ["PATCH", "/account", /POST/], ["OPTIONS", "/organisations", /GET/], ["TRACE2", "/login", /GET/], ["GET", "/certificates/download.zip", /POST/],
  ]) {
    it(`answer 405 with Allow to ${method} ${path}`, async () => {
      const answer = await anna.browser.request(method === "TRACE2" ? "PROPFIND" : method, path);
      assert.equal(answer.status, 405, answer.summary);
      assert.match(answer.headers.allow, allow);
    });
  }

  it("answer 413 to a form of more than 64 KiB, with a page", async () => {
    const { csrfToken } = await anna.gets("/account");
    const answer = await anna.browser.post("/account", { csrf_token: csrfToken, name: "x".repeat(100_000) });
    assert.equal(answer.status, 413);
    assert.match(answer.headers["content-type"], /^text\/html/);
    assert.match(answer.main, /\w/);
  });

  it("answer 413 to a form of more than nginx takes", async () => {
    const { csrfToken } = await anna.gets("/account");
    const answer = await anna.browser.post("/account", { csrf_token: csrfToken, name: "x".repeat(9 << 20) }).catch((error) => error);
    assert.ok(answer.status === 413 || ["EPIPE", "ECONNRESET"].includes(answer.code), `${answer.status} ${answer.code}`);
  });

  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencodedx", "multipart/mixed; boundary=x", undefined]) {
    it(`answer 415 to a form of type ${type}`, async () => {
      const { csrfToken } = await anna.gets("/account");
      const answer = await anna.browser.post("/account", { csrf_token: csrfToken, name: "Anna" }, { headers: { "Content-Type": type } });
      assert.equal(answer.status, 415, answer.summary);
    });
  }

  it("take a form as multipart/form-data too", async () => {
    const { csrfToken } = await anna.gets("/account");
    const part = (name, value) => `--grenze\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part("csrf_token", csrfToken)}${part("name", "Änne Alt")}${part("phone", "")}${part("locale", "")}--grenze--\r\n`;
    const headers = { Origin: portal.url, "Content-Type": "multipart/form-data; boundary=grenze" };
    assert.equal((await anna.browser.request("POST", "/account", { headers, body })).status, 303);
    assert.match((await anna.gets("/account")).text, /Änne Alt/);
  });

  for (const body of ["", "&&&=&", "a=%", "a=%zz&b=%f", "csrf_token[]=x", "=".repeat(5000), "a=1&".repeat(16000), "\0", "name=%00"]) {
    it(`answer a page, never 500, to the form ${JSON.stringify(body.slice(0, 20))}`, async () => {
      const headers = { Origin: portal.url, "Content-Type": "application/x-www-form-urlencoded" };
      const answer = await anna.browser.request("POST", "/account", { headers, body });
      assert.ok([403, 413, 422].includes(answer.status), answer.summary);
      assert.ok(await anna.isSignedIn());
    });
  }

  it("answer 404 alike to what is not there and to what is not theirs, but for the request's number", async () => {
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const foreign = await nora.creates();
    const plain = (answer) => answer.text.replaceAll(answer.requestId, "").replace(/value="[^"]{40,}"/g, "");
    const absent = await anna.get("/organisations/ORG-999999");
    const theirs = await anna.get(`/organisations/${foreign}`);
    assert.equal(absent.status, 404);
    assert.equal(theirs.status, 404);
    assert.equal(plain(theirs), plain(absent));
    const names = (answer) => Object.keys(answer.headers).sort();
    assert.deepEqual(names(theirs), names(absent));
    assert.equal(plain(await anna.get(`/organisations/${foreign}/edit`)), plain(await anna.get("/organisations/ORG-999999/edit")));
  });

  for (const path of [
    "/nothing", "/certificates/", "/certificates/1x", "/certificates/-1", "/certificates/999999999999999999999999", "/certificates/999999",
    "/organisations/ORG-1%0a", "/organisations/%2e%2e", "/static/../certportal.conf", "/static/", "/pki/nothing.cer",
    "/.git/config", "/nginx-errors/unavailable.html", "/organisations/org-000001%27", "/%ff", "/a%0d%0aSet-Cookie:%20x=1", "/%3Cscript%3Ealert(1)%3C/script%3E",
  ]) {
    it(`answer 404 to ${path}, with the portal's own page`, async () => {
      const answer = await anna.browser.request("GET", path);
      assert.equal(answer.status, 404, answer.summary);
      assert.ok(answer.page.byId("main"), answer.text.slice(0, 200));
      assert.ok(!answer.text.includes("<script>alert"));
    });
  }

  it("answer 400 to a path that leads out of the portal", async () => {
    for (const path of ["/static/%2e%2e/%2e%2e/certportal.conf", "/../etc/passwd", "/a%00b"]) assert.equal((await anna.get(path)).status, 400, path);
  });

  it("answer 400 or 414 to a line of 40,000 characters, and go on", async () => {
    const answer = await anna.get(`/certificates?q=${"x".repeat(40_000)}`);
    assert.ok([400, 414].includes(answer.status), answer.summary);
    assert.ok(await anna.isSignedIn());
  });

  it("answer HEAD as GET, without the body", async () => {
    for (const path of ["/login", "/account", "/nothing"]) {
      const [get, head] = [await anna.get(path), await anna.browser.head(path)];
      assert.equal(head.status, get.status, path);
      assert.equal(head.body.length, 0, path);
      assert.equal(head.headers["content-type"], get.headers["content-type"], path);
    }
  });

  it("answer /healthz with 200 ok, without cookies", async () => {
    const answer = await portal.browser().get("/healthz");
    assert.equal(answer.status, 200);
    assert.equal(answer.text.trim(), "ok");
    assert.deepEqual(answer.cookies, []);
  });

  it("send nobody to the host that a request names", async () => {
    const answer = await portal.browser().get("/certificates", { headers: { Host: "example.org" } });
    assert.doesNotMatch(JSON.stringify(answer.headers) + answer.text, /example\.org/);
  });
});

describe("headers", () => {
  before(prepare);

  const wanted = {
    "content-security-policy": /^default-src 'none';(?!.*unsafe)(?=.*frame-ancestors 'none')(?=.*form-action 'self')(?=.*base-uri 'none')(?=.*img-src 'self' data:)/,
    "x-content-type-options": /^nosniff$/,
    "referrer-policy": /^strict-origin$/,
    "cache-control": /no-store/,
    "content-type": /^text\/html; charset=utf-8$/i,
    "x-request-id": /^[0-9a-f]{32}$/,
  };

  for (const path of [...SIGNED_IN_PAGES, ...PUBLIC_PAGES, "/nothing", "/organisations/ORG-999999"]) {
    it(`of ${path} are all there, once`, async () => {
      const answer = await anna.get(path);
      for (const [name, value] of Object.entries(wanted)) assert.match(answer.headers[name] ?? "", value, name);
      const names = answer.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
      for (const name of Object.keys(wanted)) assert.equal(names.filter((each) => each === name).length, 1, name);
      assert.equal(answer.headers.server, "nginx");
      assert.doesNotMatch(answer.text, /<script(?![^>]* src=)|<style|\son[a-z]+=|\sstyle=|javascript:/);
    });
  }

  it("set cookies that scripts and other sites cannot use, with the port in the name", async () => {
    const nora = await portal.account(anAddress());
    const login = await nora.gets("/login");
    const signedIn = await nora.browser.submit(login, { email: nora.email, password: nora.password });
    const lines = [...login.cookies, ...signedIn.cookies];
    assert.deepEqual(lines.filter((line) => !/Max-Age=0/.test(line)).map((line) => line.split("=")[0]).sort(), [`device_${portal.port}`, `form_${portal.port}`, `session_${portal.port}`]);
    for (const line of lines) {
      assert.match(line, /; Path=\/(;|$)/, line);
      assert.match(line, /; HttpOnly(;|$)/, line);
      assert.match(line, /; SameSite=Lax(;|$)/, line);
      assert.doesNotMatch(line, /Domain=|Secure/, line);
    }
  });

  it("let static files be kept a year under names with a hash, and are compressed", async () => {
    const page = await portal.browser().get("/login");
    const urls = [...page.text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, url]) => url);
    assert.ok(urls.length >= 2, urls.join(" "));
    for (const url of new Set(urls)) {
      assert.match(url, /[.-][0-9a-f]{8,}\./, url);
      const answer = await portal.browser().get(url, { headers: { "Accept-Encoding": "gzip" } });
      assert.equal(answer.status, 200, url);
      assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
      assert.equal(answer.headers["x-content-type-options"], "nosniff");
      assert.deepEqual(answer.cookies, []);
      if (/\.css$/.test(url)) assert.equal(answer.headers["content-encoding"], "gzip");
    }
  });

  it("are compressed, their form token in another guise each time", async () => {
    const { browser } = await portal.signedIn(anAddress());
    const headers = { "Accept-Encoding": "gzip" };
    assert.equal((await browser.get("/certificates", { headers })).headers["content-encoding"], "gzip");
    const tokens = [(await browser.get("/certificates")).csrfToken, (await browser.get("/certificates")).csrfToken];
    assert.notEqual(tokens[0], tokens[1]);
    for (const token of tokens) assert.equal((await browser.post("/account", { name: "Anna Alt", phone: "", locale: "", csrf_token: token })).status, 303);
  });

  it("name static files that are there: everything that style sheets ask for, too", async () => {
    const page = await portal.browser().get("/login");
    const sheets = page.page.all("link", { rel: "stylesheet" }).map((link) => link.attributes.href);
    for (const sheet of sheets) {
      const { text } = await portal.browser().get(sheet);
      for (const [, url] of text.matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
        if (url.startsWith("data:")) continue;
        const resolved = new URL(url, portal.url + sheet);
        assert.equal(resolved.origin, portal.url, url);
        assert.equal((await portal.browser().get(resolved.pathname)).status, 200, url);
      }
    }
  });
});

describe("languages", () => {
  before(prepare);

  const languageOf = (answer) => answer.page.one("html").attributes.lang;

  for (const [accepted, language] of [
    ["de", "de"], ["de-AT,de;q=0.9,en;q=0.5", "de"], ["en-GB", "en"], ["fr, de;q=0.3, en;q=0.8", "en"], ["fr", "en"], ["", "en"], ["de;q=0, en", "en"],
    ["*", "en"], ["x".repeat(3000), "en"], ["DE", "de"],
  ]) {
    it(`of Accept-Language: ${JSON.stringify(accepted.slice(0, 40))} is ${language}`, async () => {
      assert.equal(languageOf(await portal.browser({ language: accepted }).get("/login")), language);
    });
  }

  it("are switched by ?lang= for the browser, and the switch keeps the page's other arguments", async () => {
    const browser = portal.browser();
    assert.equal(languageOf(await browser.get("/login?lang=de")), "de");
    assert.equal(languageOf(await browser.get("/register")), "de");
    const page = await browser.get("/login?next=%2Faccount");
    const link = page.page.one("a", { hreflang: "en" }).attributes.href;
    const english = await browser.get(new URL(link, `${portal.url}/login`).href.slice(portal.url.length));
    assert.equal(languageOf(english), "en");
    assert.equal(english.form().one("input", { name: "next" })?.attributes.value, "/account");
    assert.equal(languageOf(await browser.get("/login?lang=xx")), "en");
    assert.equal(languageOf(await browser.get("/login?lang=../../etc")), "en");
  });

  it("follow the profile after sign-in, over the browser's", async () => {
    const nora = await portal.signedIn(anAddress());
    await nora.fills("/account", { locale: "de" });
    const elsewhere = nora.atAnotherDevice({ language: "en" });
    await elsewhere.signIn();
    assert.equal(languageOf(await elsewhere.gets("/certificates")), "de");
  });

  it("name every page differently in German and English", async () => {
    const german = anna.atAnotherDevice({ language: "de" });
    await german.signIn();
    for (const path of [...PUBLIC_PAGES, ...SIGNED_IN_PAGES]) {
      const [de, en] = [await german.gets(path), await anna.gets(path)];
      assert.notEqual(de.page.one("title").text, en.page.one("title").text, path);
      assert.doesNotMatch(de.text + en.text, /\[\[|\]\]|\{\{|@static/, path);
    }
  });
});

describe("logs", () => {
  before(prepare);

  it("name a request as its page and its answer's header do", async () => {
    const answer = await anna.get("/nothing-at-all");
    assert.ok(answer.main.includes(answer.requestId), answer.main);
    const line = await until("the line of the log", () => portal.log("workers.log").split("\n").find((each) => each.includes(`request=${answer.requestId} method=GET`)));
    assert.match(line, /status=404/);
    assert.match(line, /ms=\d/);
    await until("nginx's line", () => portal.log("nginx-access.log").includes(answer.requestId));
  });

  it("take no request number from outside", async () => {
    const answer = await anna.get("/login", { headers: { "X-Request-Id": "evil\"><script>", "Request-Id": "evil" } });
    assert.match(answer.requestId, /^[0-9a-f]{32}$/);
  });

  it("hold neither passwords nor tokens nor queries nor secret files' content", async () => {
    const nora = await portal.registered(anAddress());
    await nora.signIn();
    await nora.fills("/password/forgot", { email: nora.email });
    const reset = await portal.waitForMail(nora.email, 2);
    await nora.gets(reset.link);
    const page = await nora.gets("/certificates?q=geheimesuche");
    await until("all lines", () => portal.log("nginx-access.log").includes(page.requestId) && portal.log("workers.log").includes(page.requestId));
    const logs = portal.logs();
    const secrets = [
      nora.password, portal.mails(nora.email)[0].token, reset.token, nora.browser.cookie("session"), "geheimesuche", "token=", page.csrfToken,
      ...fs.readdirSync(portal.path("secret")).map((name) => portal.secret(name)),
    ];
    for (const secret of secrets.filter(Boolean)) assert.ok(!logs.includes(secret), `a log holds ${secret.slice(0, 6)}…`);
  });

  it("hold no token of a link whose question mark came encoded or changed, not even where no worker answers", async () => {
    const browser = portal.browser();
    const token = (index) => `Verraten${index}${"x".repeat(34)}`;
    const paths = ["/handover", "/handover/accept", "/handover/decline", "/invitation/refuse", "/password/reset", "/register/confirm", "/calendar/abc"].flatMap((path) =>
      ["%3Ftoken=", "%3ftoken%3D", "%253Ftoken%253D", "&token=", "%26token=", "=", "?token="].map((between) => path + between));
    const ask = () => Promise.all(paths.map((path, index) => browser.request("GET", path + token(index))));
    await ask();
    const socket = portal.path("run/w.sock");
    fs.renameSync(socket, `${socket}.away`);
    try {
      for (const { status } of await ask()) assert.equal(status, 503);
      await browser.request("GET", "/register/sent");
    } finally {
      fs.renameSync(`${socket}.away`, socket);
    }
    const page = await browser.get("/login");
    await until("all lines", () => portal.log("nginx-access.log").includes(page.requestId));
    assert.match(portal.log("nginx-error.log"), /GET \/register\/sent/, "of other pages an error is logged");
    const told = portal.logs().split("\n").filter((line) => line.includes("Verraten"));
    assert.deepEqual(told, []);
  });

  it("keep tokens out of the database: hashed, or sealed and gone once sent", async () => {
    const nora = await portal.account(anAddress());
    await nora.fills("/password/forgot", { email: nora.email });
    const { token } = await portal.waitForMail(nora.email);
    await portal.mailsAreOut();
    assert.equal(await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='sent' AND sealed_token IS NOT NULL"), "0");
    const tables = ["outbox", "password_reset", "audit_event"];
    for (const table of tables) assert.ok(!(await portal.sql(`SELECT * FROM ${table}`)).includes(token), table);
  });

  it("are read by nobody else: log, secret, run, db are closed folders", async () => {
    for (const folder of ["log", "secret", "run", "db", "tmp"]) assert.equal(fs.statSync(portal.path(folder)).mode & 0o077, 0, folder);
  });
});
