// A broken world: the database, the workers, sendmail. On a portal of its own.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, BUILD, isAlive, run, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;

async function prepare() {
  portal = await sharedPortal("faults", { workers: 3 });
  anna ??= await portal.signedIn(anAddress());
}

const isPortals503 = (answer, within) => {
  assert.equal(answer.status, 503, answer.summary);
  assert.ok(Number(answer.headers["retry-after"]) >= 1, "Retry-After");
  assert.ok(answer.page.byId("main"), `the portal's own page, not nginx's: ${answer.text.slice(0, 200)}`);
  assert.ok(answer.main.includes(answer.requestId));
  assert.ok(answer.milliseconds < within, `${answer.milliseconds} ms`);
};

const answers = (browser) => until("an answer of the portal", async () => (await browser.get("/account")).status === 200, { seconds: 20 });

describe("a stopped database", () => {
  before(prepare);

  it("gives the portal's 503 page at once, to pages, forms and downloads, and is well again by itself", async () => {
    const page = await anna.gets("/account");
    const login = await anna.atAnotherDevice().gets("/login");
    const workers = portal.workers();
    process.kill(portal.pid("mariadb"), "SIGTERM");
    const pid = portal.pid("mariadb");
    await until("the database's end", () => !isAlive(pid), { seconds: 30 });
    for (const path of ["/account", "/certificates", "/certificates/320001/download/pem", "/organisations/ORG-000001"]) isPortals503(await anna.get(path), 3000);
    isPortals503(await anna.browser.submit(page, { name: "Verloren" }), 3000);
    isPortals503(await anna.browser.submit(login, { email: anna.email, password: anna.password }), 3000);
    assert.equal((await anna.get("/healthz")).status, 503);
    assert.equal((await portal.browser().get("/login")).status, 200, "what needs no database goes on");
    const { status } = await portal.stack("start");
    assert.equal(status, 0, "start on a running stack starts what is dead");
    await answers(anna.browser);
    assert.deepEqual(portal.workers(), workers, "no worker had to be replaced");
    assert.doesNotMatch((await anna.gets("/account")).text, /Verloren/);
  });

  it("speaks the reader's language on that page", async () => {
    await portal.freezes("mariadb");
    try {
      const german = portal.browser({ language: "de" });
      german.setCookie("session", "A".repeat(43));
      assert.equal((await german.get("/account")).page.one("html").attributes.lang, "de");
    } finally {
      process.kill(portal.pid("mariadb"), "SIGCONT");
    }
    await answers(anna.browser);
  });
});

describe("a hanging database", () => {
  before(prepare);
  after(() => process.kill(portal.pid("mariadb"), "SIGCONT"));

  it("gives the portal's 503 page within 3 s, to several at once too, and is well again by itself", async () => {
    const others = [anna.atAnotherDevice(), anna.atAnotherDevice()];
    for (const other of others) await other.signIn();
    await portal.freezes("mariadb");
    try {
      isPortals503(await anna.get("/certificates"), 4500);
      for (const answer of await Promise.all([anna, ...others].map((each) => each.get("/certificates")))) isPortals503(answer, 6000);
    } finally {
      process.kill(portal.pid("mariadb"), "SIGCONT");
    }
    await answers(anna.browser);
    for (const other of others) await answers(other.browser);
  });
});

describe("a full disk under the outbox", () => {
  before(prepare);
  after(() => portal.sql("DROP TRIGGER IF EXISTS outbox_is_full"));

  // What the database answers when a table's file cannot grow.
  const fills = () => portal.sql("CREATE TRIGGER outbox_is_full BEFORE INSERT ON outbox FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO=1114, MESSAGE_TEXT='The table is full'");

  it("gives the portal's 503 page to what needs a mail, with nothing half done, and is well again by itself", async () => {
    const person = await portal.account(anAddress());
    const counts = () => portal.sql("SELECT (SELECT COUNT(*) FROM password_reset), (SELECT COUNT(*) FROM audit_event), (SELECT COUNT(*) FROM outbox)");
    const before = await counts();
    await fills();
    isPortals503(await person.fills("/password/forgot", { email: person.email }), 3000);
    assert.equal(await counts(), before);
    assert.equal((await anna.get("/account")).status, 200);
    await portal.sql("DROP TRIGGER outbox_is_full");
    assert.equal((await person.fills("/password/forgot", { email: person.email })).status, 303);
    await portal.waitForMail(person.email);
  });
});

describe("a killed worker", () => {
  before(prepare);

  it("is replaced, and no request is lost that comes afterwards", async () => {
    const killed = portal.workers();
    for (const pid of killed) {
      process.kill(pid, "SIGKILL");
      assert.equal((await anna.get("/account")).status, 200);
    }
    await until("new workers", () => portal.workers().filter((pid) => isAlive(pid) && !killed.includes(pid)).length === 3);
    for (let i = 0; i < 20; i += 1) assert.equal((await anna.get("/account")).status, 200);
  });

  it("leaves when asked by SIGTERM, with its work done", async () => {
    const [pid] = portal.workers();
    process.kill(pid, "SIGTERM");
    await until("its end", () => !isAlive(pid));
    assert.equal((await anna.get("/account")).status, 200);
  });
});

describe("sendmail", () => {
  before(prepare);
  after(() => portal.sendmail());

  const state = (to) => portal.sql(`SELECT state, tries, answer <> '' FROM outbox WHERE recipient='${to}'`);

  async function isSentOnceLater(title, script) {
    const person = await portal.account(anAddress());
    portal.sendmail(script);
    await person.fills("/password/forgot", { email: person.email });
    await until(`a try with sendmail ${title}`, async () => /^waiting\t1\t1$/.test(await state(person.email)));
    assert.equal(portal.mails(person.email).length, 0);
    portal.sendmail();
    portal.later({ minutes: 2 });
    const mail = await portal.waitForMail(person.email);
    await portal.mailsAreOut();
    await portal.done(["jobs", "--once"]);
    assert.equal(portal.mails(person.email).length, 1);
    assert.equal((await person.fills(mail.link, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD })).status, 303, "its link works");
  }

  it("failing with 75: the mail is kept and sent once, later", () => isSentOnceLater("failing", "cat >/dev/null; echo full >&2; exit 75"));
  it("missing: the mail is kept and sent once, later", () => isSentOnceLater("missing", null));
  it("that reads nothing: the mail is kept and sent once, later", () => isSentOnceLater("not reading", "exit 1"));

  it("hanging: it is killed with its children after its time, and the mail is sent once, later", async () => {
    portal.configure({ sendmail_timeout_seconds: 1 });
    await portal.reload();
    const mark = portal.path("tmp/hangs");
    await isSentOnceLater("hanging", `echo $$ >'${mark}'; sleep 1000 & wait`);
    const pid = Number(fs.readFileSync(mark, "utf8"));
    assert.ok(!isAlive(pid));
    portal.configure({ sendmail_timeout_seconds: undefined });
    await portal.reload();
  });

  it("gets its words as they are: -i -f SENDER -- RECIPIENT", async () => {
    const person = await portal.account(anAddress());
    const words = portal.path("mail/words");
    portal.sendmail(`printf '%s\\n' "$@" >'${words}'; cat >/dev/null`);
    await person.fills("/password/forgot", { email: person.email });
    await portal.mailsAreOut();
    assert.equal(fs.readFileSync(words, "utf8"), `-i\n-f\ncertportal@localhost\n--\n${person.email}\n`);
    portal.sendmail();
  });

  it("gets each mail once from many jobs at the same moment", async () => {
    portal.sendmail("cat >/dev/null; exit 75");
    const people = [];
    for (let i = 0; i < 12; i += 1) people.push(await portal.account(anAddress("viele")));
    for (const person of people) await person.fills("/password/forgot", { email: person.email });
    await until("a first try of each", async () => (await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting' AND tries=0")) === "0");
    portal.sendmail();
    portal.later({ hours: 1 });
    const results = await Promise.all([1, 2, 3, 4].map(() => portal.cli(["jobs", "--once"])));
    assert.ok(results.every(({ status }) => status === 0), results.map(({ stderr }) => stderr).join("\n"));
    await portal.mailsAreOut();
    for (const person of people) assert.equal(portal.mails(person.email).length, 1, person.email);
  });

  it("taken over: the outbox shows it to the operator, without token and text", async () => {
    const person = await portal.account(anAddress());
    await person.fills("/password/forgot", { email: person.email });
    const mail = await portal.waitForMail(person.email);
    await portal.mailsAreOut();
    const listed = await portal.json(["mail", "list"]);
    const row = listed.find((each) => JSON.stringify(each).includes(person.email));
    assert.ok(row);
    assert.ok(!JSON.stringify(listed).includes(mail.token));
  });
});

describe("migrate", () => {
  before(prepare);

  it("is harmless twice", async () => {
    const schema = () => portal.sql("SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='certportal' ORDER BY 1,2");
    const before = await schema();
    await portal.done(["migrate"]);
    await portal.done(["migrate"]);
    assert.equal(await schema(), before);
    assert.match(await portal.done(["migrate", "--dry-run"]), /./);
  });

  it("makes one schema when three run at once on an empty one", async () => {
    const config = portal.path("race.conf");
    fs.writeFileSync(config, `table_prefix = race_\n${fs.readFileSync(portal.path("certportal.conf"), "utf8")}`);
    const results = await Promise.all([1, 2, 3].map(() => run(`${BUILD}/certportal`, ["--config", config, "migrate"])));
    assert.ok(results.every(({ status }) => status === 0), JSON.stringify(results));
    const tables = (like) => portal.sql(`SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA='certportal' AND TABLE_NAME ${like}`);
    assert.equal(await tables("LIKE 'race\\_%'"), await tables("NOT LIKE 'race\\_%'"));
    const versions = await portal.sql("SELECT COUNT(*), COUNT(DISTINCT version) FROM race_migration");
    assert.match(versions, /^(\d+)\t\1$/);
    fs.rmSync(config);
  });

  it("below a table prefix makes a second portal in the same database, and leaves the first as it was", async () => {
    const first = await portal.signedIn(anAddress("erste"));
    portal.configure({ table_prefix: "zweite_" });
    await portal.reload();
    try {
      assert.ok(!await first.isSignedIn());
      const nora = await portal.registered(anAddress("zweite"), "Nora Neu");
      await nora.signIn();
      await nora.creates({ name: "Zweites Portal AG" });
      assert.deepEqual((await portal.json(["user", "list"])).map((row) => row.email), [nora.email]);
    } finally {
      portal.configure({ table_prefix: undefined });
      await portal.reload();
    }
    assert.ok(await first.isSignedIn());
    assert.ok((await portal.json(["user", "list"])).some((row) => row.email === first.email));
  });
});
