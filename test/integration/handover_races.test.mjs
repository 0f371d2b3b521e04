// Requests to the same handover at the same moment, over three workers: whatever comes first, there is one truth, and each
// answer tells it (invariant I6). ROUNDS of each race (20); `make chaos` runs more. On portals of their own, without limits.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { asksForHandover, aWrongPassword, idIn, posts, rows, startHandover } from "../support/handover.mjs";
import { isExplained, RULES, seenOf, shortOf, worldOf } from "../support/handover_model.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { anAddress } from "../support/portal.mjs";
import { holdBack, lag, racingPortal, together } from "../support/race.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const LANES = 4; // rounds under way at a time, each with people and an organisation of its own
const HASHING = 15; // ms, about
const STARTING = 5; // of a command

let portal;
let arenas;
let checked;
const totals = { rounds: 0, mails: 0 }; // of the portal in use

// Two people, or three, and an organisation that wanders between them.
class Arena {
  static async open(place) {
    const arena = new Arena();
    arena.portal = place;
    arena.people = await Promise.all(["anna", "nora", "otto"].map((name) => place.signedIn(anAddress(name), `${name[0].toUpperCase()}${name.slice(1)} Beispiel`)));
    arena.organisation = await arena.people[0].creates();
    return arena;
  }

  // The handover, in the state that the round begins with; null for a round that begins without one.
  async begins(state) {
    const [{ contact, last }] = await rows(this.portal, "a.email contact, last.id last", `FROM (SELECT COALESCE(MAX(id), 0) id FROM handover) last, ${this.source}`);
    this.contact = this.people.find(({ email }) => email === contact);
    assert.ok(this.contact, `the contact is ${contact}`);
    [this.successor, this.third] = this.people.filter((person) => person !== this.contact);
    this.last = last;
    this.started = state ? 1 : 0;
    if (!state) return null;
    const handover = await startHandover(this.portal, { organisation: this.organisation, from: this.contact, to: this.successor });
    if (state === "accepted") assert.equal((await handover.accepts()).status, 303);
    return handover;
  }

  get source() {
    return `organisation o JOIN account a ON a.id=o.technical_contact_id WHERE o.id=${idIn(this.organisation)}`;
  }

  world(state, wrong = 0) {
    return worldOf({ contact: this.contact.email, successor: this.successor.email, state, wrong });
  }

  // What there is since the round began, as the model tells it.
  async sees() {
    const found = await rows(this.portal, "a.email contact, h.id id, h.state state, h.end_reason reason, h.successor_email successor",
      `FROM ${this.source.replace("WHERE", `LEFT JOIN handover h ON h.organisation_id=o.id AND h.id>${this.last} WHERE`)} ORDER BY h.id`);
    const { contact, id, ...handover } = found.at(-1);
    this.open = ["offered", "accepted"].includes(handover.state) ? id : null;
    return seenOf({ contact, handover: id && handover, started: found.filter((each) => each.id).length - this.started });
  }

  // Leaves nothing open behind.
  async clears() {
    if (!this.open) return;
    const answer = await posts(this.contact, `/handovers/UEB-${String(this.open).padStart(6, "0")}/withdraw`);
    assert.equal(answer.status, 303, answer.summary);
  }
}

// Every mail of the outbox is on its way, however many there are.
async function settles(place) {
  const waiting = async () => Number(await place.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting'"));
  await until("the mails of the race", async () => (await waiting()) === 0, { seconds: 30 + ROUNDS, pause: 100 });
}

const assertSaw = (tally, outcomes) => {
  if (ROUNDS >= 20) for (const outcome of outcomes) assert.ok(tally[outcome] > 0, `never ${outcome}: the requests did not overlap (${JSON.stringify(tally)})`);
};

const tell = (title, tally) => console.log(`     ${title}: ${Object.entries(tally).map(([outcome, count]) => `${count} ${outcome}`).join(", ")}`);

// Plays `requests(handover, arena)`, [{ title, rule, step }], in ROUNDS rounds. Beforehand the handover is in `state`; `wrong`
// session passwords were given already; `ahead`: how many ms the first request needs more than the others until it decides.
// Outcomes that were not seen by then, of those that `sees` wants, get twice as many rounds again, further and further apart.
async function races(title, { state, wrong = 0, ahead = 0, requests, sees = [], after: afterwards = () => {} }) {
  const tally = {};
  let next = 0;
  const isMissing = () => ROUNDS >= 20 && sees.some((outcome) => !tally[outcome]);
  const plays = async (arena) => {
    while (next < ROUNDS || (next < 3 * ROUNDS && isMissing())) {
      const round = next;
      next += 1;
      const handover = await arena.begins(state);
      for (let i = 0; i < wrong; i += 1) assert.equal((await handover.authorisesWrongly()).status, 422);
      const world = arena.world(state, wrong);
      const all = requests(handover, arena);
      const later = ahead + lag(round % ROUNDS, ROUNDS, 300 * (1 + Math.floor(round / ROUNDS)));
      const delays = all.map((_, index) => (index === 0 ? Math.max(0, -later) : Math.max(0, later)));
      const answers = await together(all.map(({ step }) => step), delays);
      const told = all.map(({ rule }, index) => ({ rule, answer: typeof answers[index] === "string" ? answers[index] : shortOf(answers[index]) }));
      const seen = await arena.sees();
      const story = () => `round ${round}, ${later.toFixed(1)} ms: ${all.map((request, index) => `${request.title} ${told[index].answer}`).join("; ")}: ${JSON.stringify(seen)}`;
      assert.ok(isExplained(world, told, seen), `no order of these explains ${story()}`);
      const outcome = `${seen.state}${seen.started > 0 ? " anew" : ""}`;
      tally[outcome] = (tally[outcome] ?? 0) + 1;
      totals.rounds += 1;
      await afterwards(arena, { handover, answers, seen });
      await arena.clears();
    }
  };
  await Promise.all(arenas.map(plays));
  await settles(portal);
  checked = await checkInvariants(portal, { before: checked });
  totals.mails = checked.mails;
  tell(title, tally);
  assertSaw(tally, sees);
  return tally;
}

const accepts = (handover) => ({ title: "accept", rule: RULES.accepts, step: () => handover.accepts() });
const declines = (handover) => ({ title: "decline", rule: RULES.declines, step: () => handover.declines() });
const withdraws = (handover) => ({ title: "withdraw", rule: RULES.withdraws, step: () => handover.withdraws() });
const authorises = (handover) => ({ title: "right password", rule: RULES.authorises(), step: () => handover.authorises(handover.sessionPassword) });
const authorisesWrongly = (handover) => ({ title: "wrong password", rule: RULES.authorises("wrong"), step: () => handover.authorises(aWrongPassword(handover.sessionPassword)) });
const starts = (arena, to) => ({ title: `start to ${to.name}`, rule: RULES.starts(arena.contact.email, to.email), step: () => asksForHandover(arena.contact, arena.organisation, to) });

function tellTotals() {
  console.log(`     ${totals.rounds} rounds of races, ${totals.mails} mails`);
  Object.assign(totals, { rounds: 0, mails: 0 });
}

describe("at the same moment", () => {
  before(async () => {
    portal = await racingPortal();
    arenas = await Promise.all(Array.from({ length: LANES }, () => Arena.open(portal)));
  });
  after(() => tellTotals());

  it("accept and withdraw", async () => {
    const tally = await races("accept ∥ withdraw", { state: "offered", requests: (handover) => [accepts(handover), withdraws(handover)] });
    assert.deepEqual(Object.keys(tally), ["withdrawn"], "withdraw ends it in either order");
  });

  it("accept and decline", async () => {
    await races("accept ∥ decline", { state: "offered", requests: (handover) => [accepts(handover), declines(handover)] });
  });

  it("accept by the link, accept in the account, and a resend that makes the link void", async () => {
    const tally = await races("accept by link ∥ accept ∥ resend", {
      state: "offered",
      requests: (handover) => [
        { title: "accept by link", rule: RULES.acceptsByToken(1), step: async () => handover.acceptsByToken({ token: await handover.token(1) }) },
        { title: "resend", rule: RULES.resends, step: () => handover.resends() },
        accepts(handover),
      ],
    });
    assert.deepEqual(Object.keys(tally), ["accepted"]);
  });

  it("decline and withdraw", async () => {
    await races("decline ∥ withdraw", { state: "accepted", requests: (handover) => [declines(handover), withdraws(handover)], sees: ["declined", "withdrawn"] });
  });

  it("authorise and withdraw", async () => {
    await races("authorise ∥ withdraw", { state: "accepted", ahead: HASHING, requests: (handover) => [authorises(handover), withdraws(handover)], sees: ["completed", "withdrawn"] });
  });

  it("two authorise, with the right and with a wrong password", async () => {
    const tally = await races("right ∥ wrong", { state: "accepted", requests: (handover) => [authorises(handover), authorisesWrongly(handover)] });
    assert.deepEqual(Object.keys(tally), ["completed"]);
  });

  it("two authorise, with the fifth wrong password and the right one", async () => {
    await races("right ∥ fifth wrong", { state: "accepted", wrong: 4, requests: (handover) => [authorises(handover), authorisesWrongly(handover)], sees: ["completed", "blocked"] });
  });

  it("two authorise, both with the right password", async () => {
    const tally = await races("right ∥ right", { state: "accepted", requests: (handover) => [authorises(handover), authorises(handover)] });
    assert.deepEqual(Object.keys(tally), ["completed"]);
  });

  it("the right password and five wrong ones", async () => {
    await races("right ∥ 5 × wrong", { state: "accepted", requests: (handover) => [authorises(handover), ...Array.from({ length: 5 }, () => authorisesWrongly(handover))], sees: ["completed", "blocked"] });
  });

  it("two starts to the same successor", async () => {
    const tally = await races("start ∥ start", { requests: (_, arena) => [starts(arena, arena.successor), starts(arena, arena.successor)] });
    assert.deepEqual(Object.keys(tally), ["offered anew"]);
  });

  it("two starts to two successors", async () => {
    const tally = await races("start ∥ start to another", { requests: (_, arena) => [starts(arena, arena.successor), starts(arena, arena.third)] });
    assert.deepEqual(Object.keys(tally), ["offered anew"]);
  });

  it("a withdrawal and a new start", async () => {
    await races("withdraw ∥ start", { state: "accepted", ahead: -2 * HASHING, requests: (handover, arena) => [withdraws(handover), starts(arena, arena.third)], sees: ["offered anew", "withdrawn"] });
  });

  const renews = (handover) => ({ title: "new password", rule: RULES.renews, step: () => handover.renews() });

  it("a new session password and authorise with the old one; then the new one is right", async () => {
    const after = async (arena, { handover, seen }) => {
      if (seen.state !== "accepted") return;
      assert.equal((await handover.authorises()).status, 303);
      arena.open = null;
    };
    const requests = (handover) => [authorises(handover), renews(handover)];
    await races("new password ∥ authorise with the old", { state: "accepted", ahead: -HASHING, requests, after, sees: ["completed", "accepted"] });
  });

  it("two new session passwords: both are shown, one of them is right", async () => {
    const after = async (arena, { handover, answers }) => {
      const [one, other] = answers.map(({ page }) => page.byId("session-password").text);
      const { status } = await handover.authorises(one);
      assert.ok([303, 422].includes(status));
      assert.equal((await handover.authorises(other)).status, status === 422 ? 303 : 409);
      arena.open = null;
    };
    await races("new password ∥ new password", { state: "accepted", requests: (handover) => [renews(handover), renews(handover)], after });
  });

  for (const who of ["successor", "contact"]) {
    it(`the operator locks the ${who}, and authorise`, async () => {
      const locks = (arena) => {
        const { email } = arena[who];
        const step = async () => {
          await holdBack();
          await portal.done(["user", "lock", email]);
          return "done";
        };
        return { title: `lock ${who}`, rule: RULES.locks(email), step };
      };
      const unlocks = async (arena) => {
        for (const person of arena.people) {
          if (await portal.sql(`SELECT locked_at IS NULL FROM account WHERE email='${person.email}'`) === "1") continue;
          await portal.done(["user", "unlock", person.email]);
          await person.signIn();
        }
      };
      const requests = (handover, arena) => [locks(arena), authorises(handover)];
      await races(`lock of the ${who} ∥ authorise`, { state: "accepted", ahead: STARTING, requests, after: unlocks, sees: ["completed", "withdrawn"] });
    });
  }

  it("the operator names another contact, and authorise", async () => {
    const names = (arena) => {
      const step = async () => {
        await holdBack();
        await portal.done(["organisation", "set-contact", arena.organisation, arena.third.email, "--reason", "Anna Alt left"]);
        return "done";
      };
      return { title: "set-contact", rule: RULES.setsContact(arena.third.email), step };
    };
    await races("set-contact ∥ authorise", { state: "accepted", ahead: STARTING, requests: (handover, arena) => [names(arena), authorises(handover)], sees: ["completed", "withdrawn"] });
  });
});

describe("at the moment at which a handover expires", () => {
  const AT_ONCE = 20;
  const LASTS_DAYS = 14;
  let place;
  let people;

  before(async () => {
    place = await racingPortal("expiry");
    people = await Promise.all(["anna", "nora", "otto"].map((name) => place.account(anAddress(name), "Ohne Namen")));
  });

  after(() => tellTotals());

  // A few handovers, accepted, and people who are signed in when their time is over: in three seconds.
  async function nearTheirEnd(arenas) {
    for (const person of people) await person.signIn();
    const handovers = [];
    for (const arena of arenas) handovers.push(await arena.begins("accepted"));
    place.later({ days: LASTS_DAYS, minutes: -5 });
    for (const person of people) await person.signIn();
    const ends = await Promise.all(handovers.map(async (handover) => Date.parse(`${(await handover.row()).expires_at.replace(" ", "T").slice(0, 19)}Z`)));
    place.clockOffset = (Math.min(...ends) - Date.now()) / 1000 - 3;
    return handovers.map((handover, index) => ({ handover, end: ends[index] - place.offset * 1000 })); // by the real clock
  }

  async function plays(title, other) {
    const tally = {};
    const all = await Promise.all(Array.from({ length: Math.min(AT_ONCE, ROUNDS) }, async () => {
      const arena = Object.assign(new Arena(), { portal: place, people: people.slice() });
      arena.organisation = (await place.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", people[0].email])).trim();
      return arena;
    }));
    for (let round = 0; round < ROUNDS;) {
      const playing = all.slice(0, ROUNDS - round);
      const first = round;
      round += playing.length;
      const handovers = await nearTheirEnd(playing);
      await Promise.all(handovers.map(async ({ handover, end }, index) => {
        const arena = playing[index];
        const world = arena.world("accepted");
        const requests = [authorises(handover), ...other(handover, arena)];
        // All of them at once wait for their worker a little.
        const later = lag(first + index, ROUNDS, 1000) - 40;
        const delays = requests.map((_, nth) => 1100 + (nth === 0 ? later : 0));
        const answers = await together(requests.map(({ step }) => step), delays, { at: end - 1100 });
        await until("jobs' look at it", async () => (await handover.state()) !== "accepted");
        const seen = await arena.sees();
        const told = requests.map(({ rule }, nth) => ({ rule, answer: shortOf(answers[nth]) }));
        const story = `round ${first + index}, ${later.toFixed(1)} ms: ${told.map(({ answer }) => answer)}: ${JSON.stringify(seen)}`;
        assert.ok(isExplained(world, told, seen, { canExpire: true }), `no order of these explains ${story}`);
        const outcome = (await handover.state());
        tally[outcome] = (tally[outcome] ?? 0) + 1;
        totals.rounds += 1;
      }));
      for (const arena of playing) await arena.clears();
    }
    await settles(place);
    totals.mails = (await checkInvariants(place)).mails;
    tell(title, tally);
    assert.deepEqual(Object.keys(tally).filter((state) => !["completed", "expired"].includes(state)), []);
    assertSaw(tally, ["completed", "expired"]);
  }

  it("authorise", () => plays("authorise ∥ expiry", () => []));

  it("authorise and a new start by the contact", () => plays("authorise ∥ expiry ∥ start", (_, arena) => [starts(arena, arena.third)]));
});
