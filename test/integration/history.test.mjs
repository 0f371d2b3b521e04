// The judge of histories (chaos/history.mjs) is itself judged, by small histories made by hand: one that is well, and the
// same with one thing wrong each, which must be named by its invariant, and nothing else.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { actionAt, addressOf, problemsOf } from "../chaos/history.mjs";

const BEGIN = Date.parse("2026-11-23T12:00:00Z");
const [ANNA, NORA, OTTO, OLGA, PIA] = ["anna@example.org", "nora@example.org", "otto@example.org", "olga@example.org", "pia@example.org"];
const [ORGANISATION, HANDOVER, ORDER] = ["ORG-000001", "UEB-000001", "320001"];
const PASSWORD = "ABCDEFGH12345678";

// A history that grows by requests, each a second after the last one, with the events that they leave behind.
class Story {
  constructor() {
    this.actions = [];
    this.second = 1;
    this.final = {
      organisations: [{ reference: ORGANISATION, contact: ANNA }], handovers: [], orders: [], certificates: [], mails: [], files: [], kills: [], lostAnswers: [],
      events: [{ id: 1, at: BEGIN, kind: "organisation_created", actor: "operator", account: ANNA, client: "", organisation: ORGANISATION }],
    };
  }

  get problems() {
    return problemsOf({ actions: this.actions, officers: [OLGA, PIA] }, this.final);
  }

  // Answered after 200 ms, unless `more` says otherwise. 303 leads somewhere.
  asks(kind, by, target, status, more = {}) {
    const start = BEGIN + 1000 * this.second;
    this.second += 1;
    const action = { id: this.actions.length, kind, by, target, status, start, end: status === null ? null : start + 200, session: by ? "in" : undefined, location: status === 303 ? "/somewhere" : undefined, sent: {}, shown: {}, ...more };
    this.actions.push(action);
    return action;
  }

  event(kind, action, { actor = action?.by, reference = HANDOVER, ...more } = {}) {
    const at = action ? Math.floor(action.start / 1000) * 1000 : BEGIN + 1000 * this.second;
    const event = { id: this.final.events.length + 1, at, kind, actor, client: action ? addressOf(action.id) : "", organisation: ORGANISATION, reference, ...more };
    this.final.events.push(event);
    return event;
  }

  mail(kind, reference, { copies = 1, state = "sent" } = {}) {
    const id = this.final.mails.length + 1;
    this.final.mails.push({ id, kind, reference, state });
    for (let copy = 0; copy < copies; copy += 1) this.final.files.push({ id, at: BEGIN + 1000 * (this.second + 10 * copy) });
    return id;
  }

  // --- What is well: each gives the action

  starts({ shown = { reference: HANDOVER, password: PASSWORD }, ...more } = {}) {
    const action = this.asks("start", ANNA, { organisation: ORGANISATION }, 200, { sent: { to: NORA }, shown, ...more });
    this.event("handover_started", action);
    this.final.handovers.push({ reference: HANDOVER, organisation: ORGANISATION, contact: ANNA, successor: NORA, state: "offered", tries: 0, wrongTries: 0, expires: BEGIN + 14 * 86_400_000 });
    this.mail("handover_offered", HANDOVER);
    return action;
  }

  changes(kind, event, by, state, { status = 303, ...more } = {}) {
    const action = this.asks(kind, by, { handover: HANDOVER }, status, more);
    this.event(event, action);
    if (state) this.handover.state = state;
    return action;
  }

  accepts(more) {
    return this.changes("accept", "handover_accepted", NORA, "accepted", more);
  }

  authorises(more = {}) {
    this.handover.tries += 1;
    this.final.organisations[0].contact = NORA;
    return this.changes("authorise", "handover_completed", NORA, "completed", { sent: { password: PASSWORD }, ...more });
  }

  get handover() {
    return this.final.handovers[0];
  }

  orders({ neededApprovals = 1, ...more } = {}) {
    const action = this.asks("order", ANNA, { organisation: ORGANISATION }, 303, { shown: { reference: ORDER }, ...more });
    this.event("order_submitted", action, { reference: ORDER });
    this.final.orders.push({ reference: ORDER, organisation: ORGANISATION, state: "submitted", isAutomatic: true, neededApprovals, submittedBy: ANNA });
    return action;
  }

  decides(kind, event, by, state, { status = 303 } = {}) {
    const action = this.asks(kind, by, { order: ORDER }, status);
    this.event(event, action, { reference: ORDER });
    this.final.orders[0].state = state;
    return action;
  }

  isIssued() {
    this.event("order_issued", null, { actor: "jobs", reference: ORDER });
    this.second += 1;
    this.final.orders[0].state = "issued";
    this.final.certificates.push({ reference: ORDER, organisation: ORGANISATION, serial: "1f", sha256: "ab" });
    this.mail("order_issued", ORDER);
  }
}

function isWell(tells) {
  const story = new Story();
  tells(story);
  assert.deepEqual(story.problems, []);
}

// The problems are as many as `expected`, each as its pattern says.
function isFound(tells, ...expected) {
  const story = new Story();
  tells(story);
  const { problems } = story;
  assert.equal(problems.length, expected.length, problems.join("\n") || "nothing found");
  for (const [index, pattern] of expected.entries()) assert.match(problems[index], pattern);
}

it("the address of a request's network names it", () => {
  for (const id of [0, 249, 250, 62_499, 62_500, 2_000_000]) assert.equal(actionAt(addressOf(id)), id);
  assert.match(addressOf(2_000_000), /^127(\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])){3}$/);
  for (const other of ["", "127.7.1.1", "10.201.1.1"]) assert.equal(actionAt(other), null);
});

describe("a handover that is well", () => {
  it("completed, with a wrong password and a refused try on the way", () => isWell((story) => {
    story.starts();
    story.asks("authorise", NORA, { handover: HANDOVER }, 409, { sent: { password: PASSWORD } });
    story.accepts();
    story.asks("accept", NORA, { handover: HANDOVER }, 409);
    Object.assign(story.handover, { tries: 1, wrongTries: 1 });
    story.changes("authorise", "handover_session_password_wrong", NORA, null, { status: 422, sent: { password: "0000000000000000" } });
    story.authorises();
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 404);
    story.asks("organisationPage", NORA, { organisation: ORGANISATION }, 200);
  }));

  it("accepted by its link; the link is gone afterwards", () => isWell((story) => {
    story.starts();
    const action = story.asks("acceptByLink", null, { mail: 1 }, 303);
    story.event("handover_accepted", action, { actor: NORA });
    story.handover.state = "accepted";
    story.asks("acceptByLink", null, { mail: 1 }, 410);
  }));

  it("expired: what begins later is refused", () => isWell((story) => {
    story.starts();
    story.handover.expires = BEGIN + 3000;
    story.second = 3;
    story.asks("accept", NORA, { handover: HANDOVER }, 409);
    story.event("handover_expired", null, { actor: "jobs" });
    story.handover.state = "expired";
  }));

  it("with answers that were lost: what happened, what did not, and what came much later", () => isWell((story) => {
    story.starts();
    story.asks("withdraw", ANNA, { handover: HANDOVER }, null);
    const lost = story.asks("accept", NORA, { handover: HANDOVER }, 503);
    story.asks("resend", OTTO, { handover: HANDOVER }, 404);
    story.event("handover_accepted", lost);
    story.handover.state = "accepted";
  }));

  it("with two requests at once: one of them did it", () => isWell((story) => {
    story.starts();
    const first = story.accepts();
    story.asks("accept", NORA, { handover: HANDOVER }, 409, { start: first.start - 50, end: first.start + 100 });
  }));

  it("of a contact who is no longer: what they read at the moment of the handover may be either", () => isWell((story) => {
    story.starts();
    story.accepts();
    const { start } = story.authorises();
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 200, { start: start + 50, end: start + 100 });
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 404, { start: start + 120, end: start + 150 });
  }));
});

describe("a handover that is not well", () => {
  it("acknowledged, but not in the database", () => isFound((story) => {
    story.starts();
    story.accepts();
    story.final.events.pop();
    story.handover.state = "offered";
  }, /^I6: accept 1 .* is not in the database/));

  it("refused, and done all the same", () => isFound((story) => {
    story.starts();
    story.accepts({ status: 409 });
  }, /^I7: accept 1 .* has the event handover_accepted/));

  it("done without a request", () => isFound((story) => {
    story.starts();
    story.event("handover_withdrawn", null, { actor: ANNA });
    story.handover.state = "withdrawn";
  }, /^I7: event 3 handover_withdrawn UEB-000001 has no request/));

  it("done twice by one request", () => isFound((story) => {
    story.starts();
    story.event("handover_resent", story.changes("resend", "handover_resent", ANNA));
  }, /^I7: resend 1 .* has the events handover_resent UEB-000001, handover_resent/));

  it("accepted after it was withdrawn", () => isFound((story) => {
    story.starts();
    story.changes("withdraw", "handover_withdrawn", ANNA, "withdrawn");
    story.accepts();
  }, /^I4: UEB-000001 was withdrawn, and then got handover_accepted \(event 4, accept 2 /));

  it("accepted twice", () => isFound((story) => {
    story.starts();
    story.accepts();
    story.accepts();
  }, /^I4: UEB-000001 was accepted, and then got handover_accepted/));

  it("accepted after its end", () => isFound((story) => {
    story.starts();
    story.handover.expires = BEGIN + 4000;
    story.second = 9;
    story.accepts();
  }, /^I3: handover_accepted of UEB-000001 at 2026-11-23T12:00:09/, /^I3: accept 1 .* began after its end/));

  it("expired before its end", () => isFound((story) => {
    story.starts();
    story.event("handover_expired", null, { actor: "jobs" });
    story.handover.state = "expired";
  }, /^I3: handover_expired of UEB-000001 at/));

  it("two open ones of an organisation", () => isFound((story) => {
    story.starts();
    const action = story.asks("start", ANNA, { organisation: ORGANISATION }, 200, { sent: { to: OTTO }, shown: { reference: "UEB-000002", password: PASSWORD } });
    story.event("handover_started", action, { reference: "UEB-000002" });
    story.final.handovers.push({ ...story.handover, reference: "UEB-000002", successor: OTTO });
  }, /^I4: UEB-000002 started while UEB-000001 was open/));

  it("accepted by somebody else", () => isFound((story) => {
    story.starts();
    story.changes("accept", "handover_accepted", OTTO, "accepted");
  }, /^I3: handover_accepted of UEB-000001 by otto/, /^I5: accept 1 .* answered 303, not 404/));

  it("accepted by a token that a later offer made void", () => isFound((story) => {
    story.starts();
    story.changes("resend", "handover_resent", ANNA);
    story.mail("handover_offered", HANDOVER);
    story.event("handover_accepted", story.asks("acceptByLink", null, { mail: 1 }, 303), { actor: NORA });
    story.handover.state = "accepted";
  }, /^I3: handover_accepted of UEB-000001 by the token of offer 1 of UEB-000001, when its latest was 2/));

  it("authorised with another password", () => isFound((story) => {
    story.starts();
    story.accepts();
    story.authorises({ sent: { password: "0000000000000000" } });
  }, /^I3: UEB-000001 authorised with a session password that was not its own/));

  it("authorised with the password that a later one made void", () => isFound((story) => {
    story.starts();
    story.accepts();
    story.changes("renew", "handover_password_renewed", ANNA, null, { status: 200, shown: { password: "9999999999999999" } });
    story.authorises();
  }, /^I3: UEB-000001 authorised with a session password/));

  it("a right password called wrong", () => isFound((story) => {
    story.starts();
    story.accepts();
    Object.assign(story.handover, { tries: 1, wrongTries: 1 });
    story.changes("authorise", "handover_session_password_wrong", NORA, null, { status: 422, sent: { password: PASSWORD } });
  }, /^I6: authorise 2 .* answered 422; it was /));

  it("more tries than five, or fewer counted than answered", () => isFound((story) => {
    story.starts();
    story.accepts();
    for (let i = 0; i < 6; i += 1) story.changes("authorise", "handover_session_password_wrong", NORA, null, { status: 422, sent: { password: "0000000000000000" } });
    Object.assign(story.handover, { tries: 5, wrongTries: 5 });
  }, /^I3: UEB-000001 counts 5 tries, 5 wrong; 6 were sent, 6 of them answered/));

  it("a contact who changed by nothing", () => isFound((story) => {
    story.final.organisations[0].contact = OTTO;
  }, /^I2: ORG-000001 belongs to otto@example.org, its events say anna/));

  it("an organisation without a contact", () => isFound((story) => {
    story.final.organisations[0].contact = null;
  }, /^I1: ORG-000001 has no contact/));

  it("started by who is not the contact", () => isFound((story) => {
    Object.assign(story.starts(), { by: OTTO });
    story.final.events.at(-1).actor = OTTO;
  }, /^I2: UEB-000001 started by otto/, /^I3: handover_started of UEB-000001 by otto/));

  it("the former contact still sees the organisation", () => isFound((story) => {
    story.starts();
    story.accepts();
    story.authorises();
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 200);
  }, /^I5: organisationPage 3 .* it was .*"contact":"nora/));

  it("the contact does not see it", () => isFound((story) => {
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 404);
  }, /^I6: organisationPage 0 /));

  it("seen as the contact's after it was seen as the successor's", () => isFound((story) => {
    story.starts();
    story.accepts();
    const { start } = story.authorises({ status: null });
    story.asks("organisationPage", NORA, { organisation: ORGANISATION }, 200, { start: start + 1000, end: start + 1100 });
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 200, { start: start + 1200, end: start + 1300 });
  }, /^I5: organisationPage 4 /));

  it("refused for a state that it was not in", () => isFound((story) => {
    story.starts();
    story.asks("accept", NORA, { handover: HANDOVER }, 409);
  }, /^I6: accept 1 .* answered 409; it was \{"is":"offered"/));

  it("took effect against the order of time", () => isFound((story) => {
    story.starts();
    const accepted = story.accepts();
    story.changes("renew", "handover_password_renewed", ANNA, null, { status: 200, shown: { password: PASSWORD } });
    Object.assign(accepted, { start: accepted.start + 5000, end: accepted.end + 5000 });
    story.final.events.at(-2).at += 5000;
  }, /^I6: .*event 4.* was answered before .*event 3.* was sent, and took effect after it/));

  it("stands otherwise than its events say", () => isFound((story) => {
    story.starts();
    story.handover.state = "blocked";
  }, /^I7: UEB-000001 is blocked, its events say offered/));

  it("answered by a broken page, or one that needs no session", () => isFound((story) => {
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 500);
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 200, { session: "out" });
    story.asks("organisationPage", ANNA, { organisation: ORGANISATION }, 303, { location: "/login?next=/x" });
  }, /^I6: organisationPage 0 .* answered 500/, /^I5: organisationPage 1 .* without a session/, /^I6: organisationPage 2 .* the session had not ended/, /^I6: organisationPage 0 .* not 303/));
});

describe("an order", () => {
  it("that is well: approved by an officer, issued, downloaded by its contact", () => isWell((story) => {
    story.orders();
    story.decides("approve", "order_approved", PIA, "approved");
    story.isIssued();
    story.asks("download", ANNA, { order: ORDER }, 200, { shown: { sha256: "ab" } });
    story.asks("download", NORA, { order: ORDER }, 404);
    story.asks("withdrawOrder", ANNA, { order: ORDER }, 409);
    story.asks("approve", ANNA, { order: ORDER }, 403);
  }));

  it("that is well: two officers", () => isWell((story) => {
    story.orders({ neededApprovals: 2 });
    story.decides("approve", "order_approved", PIA, "submitted");
    story.asks("approve", PIA, { order: ORDER }, 403);
    story.decides("approve", "order_approved", OLGA, "approved");
  }));

  it("decided twice", () => isFound((story) => {
    story.orders();
    story.decides("approve", "order_approved", PIA, "approved");
    story.decides("reject", "order_rejected", OLGA, "rejected");
    story.mail("order_rejected", ORDER);
  }, /^orders: 320001 was approved, and then got order_rejected/));

  it("issued twice", () => isFound((story) => {
    story.orders();
    story.decides("approve", "order_approved", PIA, "approved");
    story.isIssued();
    story.isIssued();
  }, /^orders: 320001 was issued, and then got order_issued/, /^orders: 320001 is issued and has 2 certificates/, /^orders: serial 1f twice/));

  it("approved by an officer who submitted it, or twice by one", () => isFound((story) => {
    story.orders({ neededApprovals: 2 });
    story.final.orders[0].submittedBy = PIA;
    story.decides("approve", "order_approved", PIA, "submitted");
    story.decides("approve", "order_approved", PIA, "approved");
  }, /by pia@example.org, who has to do with it/, /by pia@example.org, who has to do with it/, /^orders: 320001 approved twice by pia/));

  it("approved by an officer who is party of a handover", () => isFound((story) => {
    story.starts({ sent: { to: OLGA } });
    story.handover.successor = OLGA;
    story.orders();
    story.decides("approve", "order_approved", OLGA, "approved");
  }, /^orders: order_approved of 320001 by olga@example.org, who has to do with it/));

  it("whose number was given twice", () => isFound((story) => {
    story.orders();
    story.asks("order", ANNA, { organisation: ORGANISATION }, 303, { shown: { reference: ORDER } });
  }, /^I6: order 1 .* is not in the database/, /^orders: number 320001 was given twice/));

  it("withdrawn by the former contact", () => isFound((story) => {
    story.orders();
    story.starts();
    story.accepts();
    story.authorises();
    story.decides("withdrawOrder", "order_withdrawn", ANNA, "withdrawn");
  }, /^orders: order_withdrawn of 320001 by anna@example.org, while nora@example.org was the contact/));

  it("downloaded by the former contact, or as another certificate", () => isFound((story) => {
    story.orders();
    story.decides("approve", "order_approved", PIA, "approved");
    story.isIssued();
    story.asks("download", OTTO, { order: ORDER }, 200, { shown: { sha256: "ab" } });
    story.asks("download", ANNA, { order: ORDER }, 200, { shown: { sha256: "cd" } });
    story.asks("list", OTTO, {}, 200, { shown: { references: [ORDER] } });
  }, /^orders: download 3 .* another certificate/, /^I5: download 2 /, /^I5: list 4 /));

  it("without its mail", () => isFound((story) => {
    story.orders();
    story.decides("reject", "order_rejected", PIA, "rejected");
  }, /^I7: 0 mails order_rejected of 320001, and 1 events/));
});

describe("mails", () => {
  it("may come twice if jobs was killed between", () => isWell((story) => {
    story.mail("password_changed", "", { copies: 2 });
    story.final.kills.push(BEGIN + 2000);
  }));

  it("may come twice if jobs was killed just before the first came", () => isWell((story) => {
    story.mail("password_changed", "", { copies: 2 });
    story.final.kills.push(Math.min(...story.final.files.map(({ at }) => at)) - 500);
  }));

  for (const [title, mails, expected] of [
    ["come twice for nothing", (story) => story.mail("password_changed", "", { copies: 2 }), /^I7: mail 1 password_changed came again/],
    ["are lost", (story) => story.mail("password_changed", "", { copies: 0 }), /^I7: mail 1 password_changed was never written/],
    ["are kept for ever", (story) => story.mail("password_changed", "", { copies: 0, state: "waiting" }), /^I7: mail 1 password_changed is waiting/],
    ["come from nowhere", (story) => story.final.files.push({ id: 7, at: BEGIN }), /^I7: mail 7 was sent, and is not in the database/],
  ]) it(`that ${title} are found`, () => isFound(mails, expected));
});
