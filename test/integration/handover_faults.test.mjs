// Handovers in a broken world: workers and jobs killed by SIGKILL, the database restarted, sendmail failing, hanging and
// missing. Nothing is lost, nothing comes twice, every handover ends. KILLS handovers (10) lose their workers; `make chaos`
// runs more. On a portal of its own, without limits.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { idIn } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { MAY_HAVE_HAPPENED, Persistent } from "../support/persistent.mjs";
import { anAddress, isAlive, sharedPortal } from "../support/portal.mjs";
import { random } from "../support/random.mjs";
import { until } from "../support/until.mjs";

const KILLS = Number(process.env.KILLS ?? 10);

let portal;
let checked;

const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function prepare() {
  portal = await sharedPortal("handover-faults", { limits: 0, workers: 3 });
}

// Steps of a handover, one of which meets the fault.
const WAYS = [
  { ends: "completed", steps: ["starts", "acceptsByLink", "authorisesWrongly", "authorises"] },
  { ends: "completed", steps: ["starts", "resends", "acceptsByLink", "renews", "authorises"] },
  { ends: "completed", steps: ["starts", "renews", "accepts", "authorises"] },
  { ends: "withdrawn", steps: ["starts", "accepts", "authorisesWrongly", "withdraws"] },
  { ends: "declined", steps: ["starts", "accepts", "declines"] },
];

// Does something `breaks` while the next request is under way, `delay` ms after it went out, once armed.
class Fault {
  constructor(breaks, latest) {
    Object.assign(this, { breaks, latest, armed: false, count: 0 });
  }

  async around(sends) {
    if (!this.armed) return sends();
    this.armed = false;
    const answer = sends().catch(() => null);
    await moment(random() * this.latest);
    await this.breaks();
    this.count += 1;
    return answer;
  }
}

const personMeeting = (fault) => new Persistent(portal, (sends) => fault.around(sends));

// Walks one way with the fault at the step number `at`.
async function walks(fault, way, at, { from, to, organisation }) {
  const person = personMeeting(fault);
  for (const [index, step] of way.steps.entries()) {
    fault.armed = index === at;
    if (step === "starts") await person.starts(organisation, from, to);
    else await person[step]();
  }
  assert.equal(await person.handover.state(), way.ends, `${way.steps[at]} of ${way.steps}`);
  return person;
}

function signalsWorkers(signal) {
  for (const pid of portal.workers()) {
    try {
      process.kill(pid, signal);
    } catch { /* gone already */ }
  }
}

// Two people, and an organisation that wanders between them.
async function twoPeople() {
  const people = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), portal.signedIn(anAddress("nora"), "Nora Neu")]);
  return { people, organisation: await people[0].creates() };
}

async function roles({ people, organisation }) {
  const email = await portal.sql(`SELECT a.email FROM organisation o JOIN account a ON a.id=o.technical_contact_id WHERE o.id=${idIn(organisation)}`);
  const [from, to] = people[0].email === email ? people : people.slice().reverse();
  return { from, to, organisation };
}

const mailsWaiting = async () => Number(await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting'"));

// All mails are out, once, and all invariants hold. A mail that jobs was about to send when it or the database went down is
// taken up again after ten minutes: the clock is moved when nothing else goes on.
async function isWell(options) {
  const seen = [];
  await until("sent mails", async () => {
    seen.push(await mailsWaiting());
    if (seen.length > 8 && seen.at(-8) === seen.at(-1)) {
      portal.later({ minutes: 11 });
      seen.length = 0;
    }
    return seen.at(-1) === 0;
  }, { seconds: 60, pause: 200 });
  checked = await checkInvariants(portal, { before: checked, ...options });
  return checked;
}

describe("workers killed during a handover", () => {
  before(prepare);

  it("lose and double nothing, and every handover ends", async () => {
    const pair = await twoPeople();
    const fault = new Fault(async () => signalsWorkers("SIGKILL"), 30);
    let lost = 0;
    for (let i = 0; i < KILLS; i += 1) {
      const way = WAYS[i % WAYS.length];
      const at = Math.floor(i / WAYS.length + random() * way.steps.length) % way.steps.length;
      lost += (await walks(fault, way, at, await roles(pair))).lost;
    }
    assert.equal(fault.count, KILLS);
    const { mails } = await isWell();
    console.log(`     ${KILLS} handovers, ${fault.count} kills of all workers, ${lost} answers lost, ${mails} mails`);
  });

  it("in the middle of authorise lose the answer for sure: the page says so, the try counts, nothing else happened", async () => {
    const { from, to, organisation } = await roles(await twoPeople());
    const handover = await personMeeting(new Fault()).starts(organisation, from, to);
    await handover.becomes("accepted");
    // The completion needs the organisation's row, the try before it does not.
    const release = await portal.holds(`SELECT id FROM organisation WHERE id=${idIn(organisation)} FOR UPDATE`);
    const answering = handover.authorises();
    const isWaiting = async () => (await portal.sql("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state='LOCK WAIT'")) === "1";
    await until("a completion that waits for the row", isWaiting, { pause: 200 }); // the table is refreshed once nobody has read it for 0.1 s
    signalsWorkers("SIGKILL");
    const answer = await answering;
    await release();
    assert.equal(answer.status, 503, answer.summary);
    assert.match(answer.text, MAY_HAVE_HAPPENED);
    const { state, tries, wrong_tries: wrong } = await handover.row();
    assert.deepEqual({ state, tries, wrong }, { state: "accepted", tries: 1, wrong: 0 });
    assert.equal(await handover.contact(), from.email);
    assert.equal((await handover.authorises()).status, 303);
    await isWell();
  });

  it("lose no try of a session password: five taken are five, and the handover is blocked", async () => {
    const pair = await twoPeople();
    const fault = new Fault(async () => signalsWorkers("SIGKILL"), 15);
    const person = personMeeting(fault);
    const { from, to, organisation } = await roles(pair);
    const handover = await person.starts(organisation, from, to);
    await person.accepts();
    let sent = 0;
    while ((await handover.row()).tries < 5) {
      fault.armed = true;
      await person.authorisesWrongly();
      sent += 1;
      assert.ok(sent < 60, "five tries in 60 requests");
    }
    const { wrong_tries: wrong, state } = await handover.row();
    if (state === "accepted") {
      assert.ok(wrong < 5);
      assert.equal((await handover.authorises()).status, 409, "the right password comes too late");
      portal.later({ seconds: 62 });
      await until("blocked by jobs", async () => (await handover.state()) === "blocked");
    }
    assert.equal(await handover.state(), "blocked");
    assert.equal(await handover.contact(), from.email);
    await isWell();
  });
});

describe("a database restarted during a handover", () => {
  before(prepare);

  for (const [signal, way] of [["SIGKILL", WAYS[0]], ["SIGTERM", WAYS[2]]]) {
    it(`by ${signal}, at each of its steps in turn, loses and doubles nothing`, async () => {
      const pair = await twoPeople();
      const fault = new Fault(async () => {
        const pid = portal.pid("mariadb");
        process.kill(pid, signal);
        await until("the database's end", () => !isAlive(pid), { seconds: 30 });
        const { status, stderr } = await portal.stack("start");
        assert.equal(status, 0, stderr);
      }, 15);
      for (let at = 0; at < way.steps.length; at += 1) await walks(fault, way, at, await roles(pair));
      assert.equal(fault.count, way.steps.length);
      await isWell();
    });
  }
});

describe("sendmail", () => {
  before(prepare);
  after(() => portal.sendmail());

  // A whole handover and one that is declined, without a single mail; then all of them, once.
  async function goesOnWithout(script) {
    const pair = await twoPeople();
    portal.sendmail(script);
    const calm = new Fault();
    for (const way of [WAYS[2], WAYS[4]]) await walks(calm, way, -1, await roles(pair));
    await until("a try", async () => (await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting' AND tries>0")) !== "0");
    assert.ok(await mailsWaiting() >= 10, "all mails wait");
    portal.sendmail();
    await isWell();
  }

  it("failing with 75: all mails of a handover come once, later", () => goesOnWithout("cat >/dev/null; echo full >&2; exit 75"));

  it("missing: all mails of a handover come once, later", () => goesOnWithout(null));

  it("hanging: all mails of a handover come once, later", async () => {
    portal.configure({ sendmail_timeout_seconds: 1 });
    await portal.reload();
    try {
      await goesOnWithout("sleep 1000 & wait");
    } finally {
      portal.configure({ sendmail_timeout_seconds: undefined });
      await portal.reload();
    }
  });

  it("failing does not keep a handover from ending by its time", async () => {
    const pair = await twoPeople();
    const { from, to, organisation } = await roles(pair);
    const handover = await personMeeting(new Fault()).starts(organisation, from, to);
    await portal.mailsAreOut();
    portal.sendmail("cat >/dev/null; exit 75");
    portal.later({ days: 14, seconds: 1 });
    await until("its end", async () => (await handover.state()) === "expired");
    portal.sendmail();
    await isWell();
  });
});

describe("jobs killed while it sends and signs", () => {
  before(prepare);

  it("loses no mail and no receipt, and repeats a mail only if sendmail's answer was lost", async () => {
    const pair = await twoPeople();
    const calm = new Fault();
    const kills = Math.max(5, KILLS / 5);
    for (let i = 0; i < kills; i += 1) {
      await walks(calm, WAYS[2], -1, await roles(pair));
      await moment(random() * 600);
      const pid = portal.pid("jobs");
      process.kill(pid, "SIGKILL");
      await until("the end of jobs", () => !isAlive(pid));
      const { status, stderr } = await portal.stack("start");
      assert.equal(status, 0, stderr);
    }
    const { twice } = await isWell({ maySendTwice: kills });
    const unsigned = () => portal.sql("SELECT COUNT(*) FROM handover h LEFT JOIN handover_receipt r ON r.handover_id=h.id WHERE h.state='completed' AND r.handover_id IS NULL");
    await until("all receipts", async () => (await unsigned()) === "0");
    await until("all events sealed, in a chain that verifies", async () => /^unsealed 0$/m.test(await portal.done(["audit", "verify"])));
    console.log(`     ${kills} kills of jobs, ${twice} mails came twice`);
  });
});
