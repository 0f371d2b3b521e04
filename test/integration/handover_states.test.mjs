// The state table of handover.md: every state with every action from every side, and everybody who only looks.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { aStage, posts, postsFrom, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { anAddress } from "../support/portal.mjs";

const STATES = ["offered", "accepted", "completed", "declined", "withdrawn", "expired", "blocked"];

// Who may do it, in which states: all else is refused.
const ACTIONS = {
  accept: { side: "successor", states: ["offered"], fields: () => ({}) },
  decline: { side: "successor", states: ["offered", "accepted"], fields: () => ({ confirm: "1" }) },
  authorise: { side: "successor", states: ["accepted"], fields: (handover) => ({ session_password: handover.sessionPassword }) },
  withdraw: { side: "contact", states: ["offered", "accepted"], fields: () => ({}) },
  resend: { side: "contact", states: ["offered"], fields: () => ({}) },
  "new-password": { side: "contact", states: ["offered", "accepted"], fields: (handover) => ({ current_password: handover.from.password }) },
};

let portal;
let anna;
let stranger;
const made = new Map();

// One handover for each state: what is refused leaves it as it was.
async function inState(state) {
  if (!made.has(state)) {
    made.set(state, (async () => {
      const handover = await startHandover(portal, { from: anna });
      handover.oldLink = await handover.link();
      return handover.becomes(state);
    })());
  }
  return made.get(state);
}

async function prepare() {
  if (portal) return;
  ({ portal, anna } = await aStage());
  stranger = await portal.signedIn(anAddress("fremd"), "Frida Fremd");
}

// Whatever `does` answers, the handover is the same before and after.
async function staysAsItWas(handover, does) {
  const before = await handover.everything();
  const answer = await does();
  assert.deepEqual(await handover.everything(), before, answer?.summary);
  return answer;
}

describe("a handover", () => {
  before(prepare);

  for (const state of STATES) {
    for (const [action, { side, states, fields }] of Object.entries(ACTIONS)) {
      const target = (handover) => `${handover.page}/${action}`;
      const wrongSide = side === "contact" ? "successor" : "contact";
      const partyOf = (handover, name) => (name === "contact" ? handover.from : handover.to);

      if (!states.includes(state)) {
        it(`that is ${state} refuses ${action} by its ${side}: 409, which says so`, async () => {
          const handover = await inState(state);
          const answer = await staysAsItWas(handover, () => posts(partyOf(handover, side), target(handover), fields(handover)));
          assert.equal(answer.status, 409, answer.summary);
          assert.notEqual(answer.alert, "");
        });
      }

      it(`that is ${state} refuses ${action} by its ${wrongSide}: 403`, async () => {
        const handover = await inState(state);
        const answer = await staysAsItWas(handover, () => posts(partyOf(handover, wrongSide), target(handover), fields(handover)));
        assert.equal(answer.status, 403, answer.summary);
      });

      it(`that is ${state} refuses ${action} by anybody else: 404, and the way to sign in`, async () => {
        const handover = await inState(state);
        const answer = await staysAsItWas(handover, () => posts(stranger, target(handover), fields(handover)));
        assert.equal(answer.status, 404, answer.summary);
        const plain = ({ main }) => main.replaceAll(/UEB-\d+|[0-9a-f]{32}/g, "");
        const none = await posts(stranger, `/handovers/UEB-999999/${action}`, fields(handover));
        assert.equal(plain(answer), plain(none), "like one that there is not");
        const nobody = await staysAsItWas(handover, () => postsFrom(portal.browser(), "/login", target(handover), fields(handover)));
        assert.match(nobody.location, /^\/login/, nobody.summary);
      });

      it(`that is ${state} refuses ${action} without the form's token: 403`, async () => {
        const handover = await inState(state);
        const answer = await staysAsItWas(handover, () => partyOf(handover, side).browser.post(target(handover), fields(handover)));
        assert.equal(answer.status, 403, answer.summary);
      });
    }

    if (state !== "offered") {
      for (const action of ["accept", "decline"]) {
        it(`that is ${state} refuses ${action} by its mail's token: 410, signed in as whoever or not at all`, async () => {
          const handover = await inState(state);
          const token = new URL(handover.oldLink, "http://portal").searchParams.get("token");
          for (const browser of [portal.browser(), handover.to.browser, handover.from.browser, stranger.browser]) {
            const answer = await staysAsItWas(handover, () => postsFrom(browser, browser.cookie("session") ? "/account" : "/login", `/handover/${action}`, { token, confirm: "1" }));
            assert.equal(answer.status, 410, answer.summary);
          }
        });
      }
    }

    it(`that is ${state} has a receipt for both ${state === "completed" ? "" : "only after completion"}, and for nobody else`, async () => {
      const handover = await inState(state);
      for (const party of [handover.from, handover.to]) {
        const answer = await party.get(`${handover.page}/receipt`);
        assert.equal(answer.status, state === "completed" ? 200 : 409, answer.summary);
        if (state !== "completed") assert.equal((await party.get(`${handover.page}/receipt.p7m`)).status, 409);
      }
      for (const path of ["", "/receipt", "/receipt.p7m"]) assert.equal((await stranger.get(handover.page + path)).status, 404, path);
    });
  }

  it("has one address: another spelling of its reference leads nowhere else", async () => {
    const handover = await inState("offered");
    for (const spelling of ["UEB-999999", "UEB-0", "UEB--1", "UEB-99999999999999999999", "x", handover.reference.toLowerCase(), handover.reference.slice(4), `${handover.reference}'`]) {
      const answer = await anna.get(`/handovers/${spelling}`);
      assert.ok(answer.status === 404 || (answer.status === 200 && answer.main.includes(handover.reference)), `${spelling}: ${answer.summary}`);
    }
  });
});

describe("who only looks", () => {
  before(prepare);

  // All addresses that a page names, as a scanner or a prefetching browser finds them.
  const addressesIn = (answer) => {
    if (!/html/.test(answer.headers["content-type"] ?? "")) return [];
    const elements = [...answer.page.descendants()];
    const named = elements.flatMap(({ attributes }) => [attributes.href, attributes.src, attributes.action, attributes.formaction]).filter(Boolean);
    return named.map((address) => new URL(address, portal.url)).filter(({ origin, protocol }) => origin === portal.url && protocol === "http:").map(({ pathname, search }) => pathname + search);
  };

  // Opens whatever it finds, by GET and HEAD, and clicks nothing.
  async function crawls(browser, first, most = 60) {
    const seen = new Set(first);
    const queue = [...first];
    const answers = [];
    while (queue.length > 0 && answers.length < most) {
      const path = queue.shift();
      await browser.head(path);
      const answer = await browser.get(path);
      answers.push(answer);
      const next = answer.status === 303 ? [answer.location] : addressesIn(answer);
      for (const address of next) {
        if (seen.has(address) || !/handover/.test(address)) continue;
        seen.add(address);
        queue.push(address);
      }
    }
    return answers;
  }

  const PATHS = (handover) => ["", "/authorise", "/withdraw", "/accept", "/decline", "/resend", "/new-password", "/receipt", "/receipt.p7m"].map((end) => handover.page + end);
  const LINKS = (handover) => {
    const token = handover.oldLink.split("token=")[1];
    return [handover.oldLink, `/handover/accept?token=${token}`, `/handover/decline?token=${token}`, `/handover/decline?token=${token}&confirm=1`, `${handover.oldLink}&confirm=1`, "/handover", "/handover/accept", "/handover/decline"];
  };

  for (const state of STATES) {
    it(`changes nothing of one that is ${state}: HEAD and GET of every address, signed in or not, by all that the pages name`, async () => {
      const handover = await inState(state);
      for (const [who, browser] of [["nobody", portal.browser()], ["successor", handover.to.browser], ["contact", handover.from.browser], ["stranger", stranger.browser]]) {
        const answers = await staysAsItWas(handover, () => crawls(browser, [...LINKS(handover), ...PATHS(handover), "/handovers", `/organisations/${handover.organisation}`, `/organisations/${handover.organisation}/technical-contact`]));
        for (const answer of answers) {
          assert.ok([200, 303, 403, 404, 409, 410].includes(answer.status), `${who}: ${answer.summary}`);
          const isSecret = /^\/(handovers?\b|organisations)/.test(answer.request.path) && answer.status !== 303;
          if (isSecret) assert.match(answer.headers["cache-control"] ?? "", /no-store/, `${who}: ${answer.summary}`);
        }
      }
    });
  }

  it("is answered alike by HEAD and GET", async () => {
    for (const state of STATES) {
      const handover = await inState(state);
      for (const path of [handover.page, handover.oldLink, `${handover.page}/accept`]) {
        const [head, got] = [await handover.to.browser.head(path), await handover.to.get(path)];
        assert.equal(head.status, got.status, path);
        assert.equal(head.body.length, 0, path);
      }
    }
  });

  it("by another method than a form's gets 405 with Allow", async () => {
    const handover = await inState("offered");
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      for (const path of [handover.page, `${handover.page}/accept`, "/handover", "/handover/accept"]) {
        const answer = await staysAsItWas(handover, () => handover.to.browser.request(method, path, { headers: { Origin: portal.url } }));
        assert.equal(answer.status, 405, answer.summary);
        assert.ok(answer.headers.allow);
      }
    }
  });

  it("may frame, cache and refer nothing of the page behind the link", async () => {
    const handover = await inState("offered");
    const page = await portal.browser().get(handover.oldLink);
    assert.equal(page.status, 200);
    assert.match(page.headers["cache-control"], /no-store/);
    assert.match(page.headers["content-security-policy"], /frame-ancestors 'none'/);
    assert.match(page.headers["referrer-policy"], /strict-origin|no-referrer/);
    const outside = page.page.all("*", { href: true }).concat(page.page.all("*", { src: true })).map(({ attributes }) => attributes.href ?? attributes.src);
    for (const address of outside) assert.ok(!/^(https?:)?\/\//.test(address) || address.startsWith(portal.url), address);
  });
});

describe("the invariants", () => {
  before(prepare);

  it("hold over all states", async () => { await checkInvariants(portal); });
});
