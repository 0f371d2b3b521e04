// Two requests at the same moment on two hosts, each with a database node of its own: whatever comes first, there is one
// truth, and both answers tell it. ROUNDS of each race (20).
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { anOrganisation, asksForHandover, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { anOfficer, aName, placesOrder } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";
import { holdBack, lag, together } from "../support/race.mjs";
import { until } from "../support/until.mjs";
import { startCluster } from "./hosts.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);

let here;
let there;

// Plays ROUNDS of `round(race)`, which gives the outcome's name; race(first, second): both at once, either a little earlier.
async function races(title, round) {
  const tally = {};
  for (let index = 0; index < ROUNDS; index += 1) {
    const later = lag(index, ROUNDS, 60);
    const outcome = await round((...steps) => together(steps, [Math.max(0, -later), Math.max(0, later)]));
    tally[outcome] = (tally[outcome] ?? 0) + 1;
  }
  console.log(`     ${title}: ${Object.entries(tally).map(([outcome, count]) => `${count} ${outcome}`).join(", ")}`);
}

// That of two answers exactly one did it, by its status, and the other was refused; which one (0 or 1).
function onlyOne(answers, done = 303, refused = 409) {
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [done, refused].toSorted(), answers.map(({ summary }) => summary).join("\n"));
  return statuses.indexOf(done);
}

const atOtherHost = async (contact) => {
  const other = contact.atAnotherDevice();
  Object.assign(other, { portal: there, browser: there.browser() });
  await other.signIn();
  return other;
};

describe("on two hosts at the same moment", () => {
  let anna;
  let nora;
  let organisation;

  before(async () => {
    ({ hosts: [here, there] } = await startCluster());
    [anna, nora] = [await here.signedIn(anAddress("anna"), "Anna Alt"), await there.signedIn(anAddress("nora"), "Nora Neu")];
    organisation = await anOrganisation(anna);
  });

  it("accept ∥ withdraw", () => races("accept ∥ withdraw", async (race) => {
    const handover = await startHandover(here, { organisation, from: anna, to: nora });
    const [accepted, withdrawn] = await race(() => handover.accepts(), () => handover.withdraws());
    assert.equal(await handover.state(), "withdrawn");
    assert.equal(withdrawn.status, 303, withdrawn.summary);
    assert.ok([303, 409].includes(accepted.status), accepted.summary);
    return accepted.status === 303 ? "accepted, then withdrawn" : "withdrawn";
  }));

  it("start ∥ start: one handover", async () => {
    const elsewhere = await atOtherHost(anna);
    await races("start ∥ start", async (race) => {
      const answers = await race(() => asksForHandover(anna, organisation, nora), () => asksForHandover(elsewhere, organisation, nora));
      const first = onlyOne(answers, 200);
      const open = await here.sql("SELECT id FROM handover WHERE state='offered'");
      assert.match(open, /^\d+$/, "one open handover");
      assert.equal((await anna.fills(`/handovers/UEB-${open.padStart(6, "0")}`, {}, { action: `/handovers/UEB-${open.padStart(6, "0")}/withdraw` })).status, 303);
      return `by ${["this", "that"][first]} host`;
    });
  });

  it("authorise ∥ authorise: completed once", async () => {
    await races("authorise ∥ authorise", async (race) => {
      const [from, to] = [await here.signedIn(anAddress("anna"), "Anna Alt"), await here.signedIn(anAddress("nora"), "Nora Neu")];
      const handover = await (await startHandover(here, { organisation: await anOrganisation(from), from, to })).becomes("accepted");
      const elsewhere = await atOtherHost(to);
      const first = onlyOne(await race(() => handover.authorises(), () => handover.authorises(handover.sessionPassword, elsewhere)));
      assert.equal(await handover.contact(), to.email);
      assert.deepEqual((await handover.events()).filter((kind) => kind === "handover_completed"), ["handover_completed"]);
      return `by ${["this", "that"][first]} host`;
    });
  });

  it("approve ∥ withdraw an order: both answers are true", async () => {
    const officer = await anOfficer(there);
    const request = await csr({ names: [aName()] });
    await races("approve ∥ withdraw", async (race) => {
      const order = await placesOrder(here, { contact: anna, officer, organisation, product: "server", request });
      const [approved, withdrawn] = await race(() => order.approves(), () => order.withdraws());
      const statuses = `${approved.status} ${withdrawn.status}`;
      if (statuses === "303 409") await order.isIssued();
      else assert.ok(["303 303", "409 303"].includes(statuses), `${approved.summary}\n${withdrawn.summary}`);
      const state = await order.state();
      assert.equal(state, statuses === "303 409" ? "issued" : "withdrawn");
      return approved.status === 303 && state === "withdrawn" ? "approved, then withdrawn" : state;
    });
  });

  it("one address registered and confirmed twice: one account", () => races("registration", async (race) => {
    const email = anAddress("neu");
    const browsers = [here.browser(), there.browser()];
    for (const browser of browsers) {
      const answer = await browser.fills("/register", { email, name: "Nora Neu", phone: "", password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
      assert.equal(answer.status, 303, answer.summary);
    }
    await here.waitForMail(email, 2);
    const registering = here.mails(email).map(({ link }) => link);
    const confirms = async (browser) => {
      // Each link belongs to the browser whose cookie it knows: the one that shows a form without a password field.
      for (const link of registering) {
        const opened = await browser.get(link);
        if (opened.status === 200 && !opened.page.one("input", { name: "password" })) return () => browser.submit(opened, {});
      }
      throw new Error("no link for this browser");
    };
    const steps = [await confirms(browsers[0]), await confirms(browsers[1])];
    const first = onlyOne(await race(...steps), 303, 410);
    assert.equal(await here.sql(`SELECT (SELECT COUNT(*) FROM account WHERE email='${email}'), (SELECT COUNT(*) FROM registration WHERE email='${email}')`), "1\t0");
    return `by ${["this", "that"][first]} host`;
  }));

  it("sign-in with the old password ∥ its change: no session of the old one is left", () => races("sign-in ∥ new password", async (race) => {
    const person = await here.signedIn(anAddress("anna"), "Anna Alt");
    const other = Object.assign(person.atAnotherDevice(), { browser: there.browser() });
    const [changed, signedIn] = await race(
      () => person.fills("/account/password", { current_password: person.password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD }),
      () => other.triesToSignIn(),
    );
    assert.equal(changed.status, 303, changed.summary);
    assert.ok([303, 422].includes(signedIn.status), signedIn.summary);
    assert.ok(!await other.isSignedIn(), "a session that began with the old password");
    return signedIn.status === 303 ? "signed in, then out" : "refused";
  }));

  it("an account deleted ∥ made a technical contact: one of the two", () => races("delete ∥ organisation", async (race) => {
    const { email } = await here.account(anAddress("fort"));
    const step = (host, ...args) => async () => {
      await holdBack();
      return host.cli(args);
    };
    const results = await race(step(here, "user", "delete", email), step(there, "organisation", "create", "--name", "Muster AG", "--technical-contact", email));
    assert.deepEqual(results.map(({ status }) => status).toSorted(), [0, 1], JSON.stringify(results));
    assert.equal(await here.sql(`SELECT COUNT(*) FROM account WHERE email='${email}'`), results[0].status === 0 ? "0" : "1");
    return results[0].status === 0 ? "deleted" : "made a contact";
  }));

  it("the schema brought up to date by both: one schema", async () => {
    const results = await Promise.all([here, there, here, there].map((host) => host.cli(["migrate"])));
    assert.deepEqual(results.map(({ status }) => status), [0, 0, 0, 0], JSON.stringify(results));
  });

  it("afterwards all invariants hold, and the nodes hold the same", async () => {
    await until("sent mails", async () => (await here.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting'")) === "0", { seconds: 60, pause: 200 });
    await checkInvariants(here);
    const { cluster } = await startCluster();
    await cluster.areTheSame();
  });
});
