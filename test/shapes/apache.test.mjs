// The third shape under Apache with mod_fcgid, in a sub-folder, by .htaccess alone; jobs by cron.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { Browser } from "../support/browser.mjs";
import { Contact, GOOD_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { refusals, walk } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";
import { pagesStayBelow } from "./pages.mjs";
import { RemoteDatabase, SharedHost, SUB_FOLDER } from "./shared_host.mjs";

describe("the bundle under Apache with mod_fcgid", () => {
  let database, host, apache, browser, people, officer;

  before(async () => {
    database = await new RemoteDatabase("apache").start();
    host = new SharedHost("apache", { database, folder: "mein portal" });
    await host.installs();
    await host.hasLocalCa();
    apache = await host.startApache();
    host.startCron();
    browser = new Browser(host.url);
    await host.cli(["user", "create", "--email", "olga@example.org", "--name", "Olga Offizier", "--role", "officer"], `${GOOD_PASSWORD}\n`);
  });

  after(async () => {
    await host.stop();
    await database.stop();
  });

  it("goes through sign-in, list, download and a handover", async () => {
    people = await walk(host.shape);
    officer = new Contact(people.nora.portal, { email: "olga@example.org", name: "Olga Offizier", password: GOOD_PASSWORD });
    await officer.signIn();
  });

  it("issues an order by its own CA as cron runs, and publishes the CRL", async () => {
    const { nora, organisation } = people;
    const request = await csr({ names: ["shop.example.org"] });
    const placed = await nora.fills("/orders/new", { organisation, product: "server", csr: request.pem, csr_file: undefined, confirm: "1" });
    assert.equal(placed.status, 303, placed.summary);
    const number = /\d{6,}/.exec(placed.location)[0];
    const approved = await host.cli(["order", "approve", number, "--as", officer.email]);
    assert.equal(approved.status, 0, approved.stderr);
    const download = await until("the certificate", async () => {
      const answer = await nora.get(`/certificates/${number}/download/pem`);
      return answer.status === 200 && answer;
    });
    assert.match(download.text, /BEGIN CERTIFICATE/);
    const crl = await until("the CRL", async () => {
      const answer = await browser.get(`${SUB_FOLDER}/pki/local.crl`);
      return answer.status === 200 && answer;
    });
    assert.equal(crl.headers["content-type"], "application/pkix-crl");
    assert.equal(crl.headers["cache-control"], "public, max-age=60");
  });

  it("names no address outside of its folder in pages, cookies and mails", async () => {
    for (const [who, first] of [[people.nora, "/certificates"], [officer, "/approvals"], [people.nora.atAnotherDevice(), "/login"]]) {
      const pages = await pagesStayBelow(SUB_FOLDER, who.browser, [SUB_FOLDER + first, SUB_FOLDER, `${SUB_FOLDER}/no/such/page`]);
      assert.ok(pages.size > 5, [...pages.keys()].join(" "));
    }
    for (const mail of host.mails()) {
      for (const link of mail.text.match(/https?:\/\/\S+/g) ?? []) assert.ok(link.startsWith(`${host.url}/`), link);
      for (const [, link] of (mail.html ?? "").matchAll(/href="([^"]*)"/g)) assert.ok(link.startsWith(`${host.url}/`), link);
    }
  });

  it("serves static files for ever, and a page of the portal's for a missing one", async () => {
    const page = await browser.get(`${SUB_FOLDER}/login`);
    const sheet = /href="([^"]*\.css)"/.exec(page.text)[1];
    const answer = await browser.get(sheet);
    assert.equal(answer.status, 200);
    assert.match(answer.headers["cache-control"], /immutable/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    for (const [, file] of answer.text.matchAll(/url\(([^)]*woff2)\)/g)) assert.equal((await browser.get(new URL(file, host.url + "/static/").pathname)).status, 200);
    const missing = await browser.get(`${SUB_FOLDER}/static/none.css`);
    assert.equal(missing.status, 404);
    assert.match(missing.text, /<main/);
  });

  it("serves nothing of what does not belong into the web space", async () => {
    const files = ["certportal.conf", ".htpasswd", "secret/form-key", "backup.sql", "notes.txt", "static/.hidden"];
    for (const name of files) {
      const file = host.path("web", SUB_FOLDER, name);
      fs.mkdirSync(file.replace(/[^/]*$/, ""), { recursive: true });
      if (!fs.existsSync(file)) fs.writeFileSync(file, "geheim");
      const answer = await browser.get(`${SUB_FOLDER}/${name}`);
      assert.ok([403, 404].includes(answer.status), answer.summary);
      assert.doesNotMatch(answer.text, /geheim/);
    }
    for (const name of ["portal.fcgi", "portal.fcgi/login", ".htaccess", "pki/", "static/", "errors/"]) {
      const answer = await browser.get(`${SUB_FOLDER}/${name}`);
      assert.ok([403, 404].includes(answer.status), `${name}: ${answer.summary}`);
      assert.doesNotMatch(answer.text, /Rewrite|exec/);
    }
  });

  it("says what is too large where Apache takes no more than 128 KiB", async () => {
    const answer = await browser.post(`${SUB_FOLDER}/orders/new`, { csr: "A".repeat(200 << 10) });
    assert.equal(answer.status, 500);
    assert.match(answer.text, /128 KiB/);
  });

  it("is told by doctor what it gives up, and nothing is wrong", async () => {
    const { status, stdout } = await host.cli(["doctor"]);
    assert.equal(status, 0, stdout);
  });

  it("starts a process for a CA behind CMP", async () => {
    const before = host.configuration;
    fs.writeFileSync(host.path("cmp-secret"), "geheim\n", { mode: 0o600 });
    fs.chownSync(host.path("cmp-secret"), 33, 33);
    host.configuration = `${before}\n[issuer.remote]\nkind = cmp\nurl = http://127.0.0.1:9/cmp\nreference = portal\nsecret_file = ${host.inside("cmp-secret")}\n`;
    const jobs = host.serves(host.inside(host.folder, "current/certportal"), "jobs");
    await until("jobs --issuer remote", () => host.processes().some(({ line }) => /jobs --issuer remote/.test(line)));
    await jobs.stop();
    host.configuration = before;
  });

  it("answers with its own page while the database is away", async () => {
    await database.stop();
    const answer = await people.nora.get("/certificates");
    assert.equal(answer.status, 503, answer.summary);
    assert.match(answer.text, /<main/);
    assert.ok(answer.headers["retry-after"]);
    await database.start();
    await until("the database is back", async () => (await browser.get(`${SUB_FOLDER}/healthz`)).status === 200);
  });

  it("refuses to start where something is missing, and says so in Apache's log", async () => {
    const moved = (name) => {
      const file = host.path(host.folder, name);
      return { make: () => fs.renameSync(file, `${file}.away`), mend: () => fs.renameSync(`${file}.away`, file) };
    };
    const attempt = async () => {
      await apache.stop();
      const begin = host.apacheLog().length;
      apache = await host.startApache();
      const { status } = await browser.get(`${SUB_FOLDER}/healthz`);
      await until("a word", () => host.saidSince(begin).length > 0, { seconds: 3 }).catch(() => {});
      return { status: status === 200 ? 0 : status, lines: host.saidSince(begin) };
    };
    await refusals({
      attempt,
      faults: [
        { name: "database", make: () => database.stop(), mend: () => database.start(), says: /cannot connect to database/ },
        { name: "socket folder", ...moved("run"), says: /\/run/ },
        { name: "template folder", ...moved("current/share/templates"), says: /share\/templates/ },
        { name: "key file", ...moved("secret/form-key"), says: /secret\/form-key/ },
        { name: "password file", ...moved("secret/database-password"), says: /secret\/database-password/ },
      ],
    });
    await apache.stop();
    apache = await host.startApache();
  });

  it("takes up another version without a failed request", async () => {
    host.configuration = host.configuration.replace(/^base_url = .*/m, "  $&  # as people write it");
    const failed = [];
    let ends = false;
    const load = (async () => {
      while (!ends) {
        const answer = await browser.get(`${SUB_FOLDER}/login`);
        if (answer.status !== 200) failed.push(answer.summary);
      }
    })();
    const { status, stdout, stderr } = await host.upgrades();
    assert.equal(status, 0, stdout + stderr);
    await until("a worker of the other version", () => host.processes().some(({ line }) => line.includes(`${host.next}/bin/certportal`) && / worker /.test(line)));
    ends = true;
    await load;
    assert.deepEqual(failed, []);
  });

  it("is set up once only", async () => {
    const before = host.configuration;
    const { status, stderr } = await host.setup();
    assert.notEqual(status, 0);
    assert.match(stderr, /certportal\.conf is there already: correct it/);
    assert.equal(host.configuration, before);
  });
});
