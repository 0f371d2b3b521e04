// Judges a history: what clients sent to a portal in a broken world and what came back, against the database and the mails
// at its end. Nothing here talks to a portal: history.test.mjs feeds it by hand.
//
// Each request came from a network address of its own, which its audit events name: so every change has its request, and
// the order of the events of one thing (a handover, an organisation, an order) is the order in which its changes were made.
// An answer is true if there is a moment between request and answer at which it was; those moments must go forward in time
// (I6). A request without an answer, or with a 503, may have taken effect at any time since, or never.
//
// An action: { id, kind, by (an address; null: nobody signed in), start, end (ms since 1970), status (null: no answer),
// location, session ("in", "out", or unknown), target: { organisation, handover, order, mail }, sent: { to, wrong, password,
// foreign }, shown: { reference, password, references, sha256 } }. What is compared to it: see final.mjs.

// The event that tells of it, and others that a request of this kind may leave behind, by the status that it is answered by.
const KINDS = {
  start: { event: "handover_started", status: 200, others: { 422: "handover_address_unknown" } },
  accept: { event: "handover_accepted", side: "successor" },
  acceptByLink: { event: "handover_accepted", isOpenToAll: true },
  decline: { event: "handover_declined", side: "successor" },
  declineByLink: { event: "handover_declined", isOpenToAll: true },
  withdraw: { event: "handover_withdrawn", side: "contact" },
  resend: { event: "handover_resent", side: "contact" },
  renew: { event: "handover_password_renewed", status: 200, side: "contact" },
  authorise: { event: "handover_completed", side: "successor", others: { 422: "handover_session_password_wrong", blocked: "handover_blocked" } },
  order: { event: "order_submitted" },
  withdrawOrder: { event: "order_withdrawn" },
  approve: { event: "order_approved", isOfficers: true },
  reject: { event: "order_rejected", isOfficers: true },
  retry: { event: "order_retried", isOfficers: true },
  refuse: { event: "order_failed", isOfficers: true },
  signIn: { event: "signed_in", isOpenToAll: true },
  signOut: { event: "signed_out", isOpenToAll: true },
  organisationPage: {},
  orderPage: {},
  handoverPage: {},
  list: {},
  download: {},
  approvals: { isOfficers: true },
};

// What time and jobs bring about, and the operator, has no client.
const OF_NOBODY = ["handover_expired", "handover_blocked", "order_issued", "order_failed"];

const OPEN = ["offered", "accepted"];
const HANDOVER_STEPS = {
  handover_started: [["none"], "offered"],
  handover_resent: [["offered"]],
  handover_password_renewed: [OPEN],
  handover_accepted: [["offered"], "accepted"],
  handover_session_password_wrong: [["accepted"]],
  handover_declined: [OPEN, "declined"],
  handover_withdrawn: [OPEN, "withdrawn"],
  handover_expired: [OPEN, "expired"],
  handover_blocked: [["accepted"], "blocked"],
  handover_completed: [["accepted"], "completed"],
};
const ORDER_STEPS = {
  order_submitted: [["none"], "submitted"],
  order_approved: [["submitted"], "approved"],
  order_rejected: [["submitted", "failed"], "rejected"],
  order_withdrawn: [["submitted", "approved", "failed"], "withdrawn"],
  order_failed: [["approved"], "failed"],
  order_retried: [["failed"], "approved"],
  order_issued: [["approved"], "issued"],
};
const STATES_FOR = {
  accept: ["offered"],
  resend: ["offered"],
  authorise: ["accepted"],
  decline: OPEN,
  withdraw: OPEN,
  renew: OPEN,
  withdrawOrder: ["submitted", "approved", "failed"],
  approve: ["submitted"],
  reject: ["submitted", "failed"],
  retry: ["failed"],
  refuse: ["approved"],
};
const MOST_RESENDS = 3;
const TRIES = 5;
const SENDMAIL_MS = 3000; // that sendmail may go on for once jobs was killed

// The network address of an action's request, and back.
export const addressOf = (id) => `127.${201 + Math.floor(id / 62_500)}.${1 + (Math.floor(id / 250) % 250)}.${1 + (id % 250)}`;
export function actionAt(address) {
  const [, high, middle, low] = (/^127\.(\d+)\.(\d+)\.(\d+)$/.exec(address) ?? []).map(Number);
  return high > 200 ? (high - 201) * 62_500 + (middle - 1) * 250 + low - 1 : null;
}

const isLogin = ({ location }) => /^\/login(\?|$)/.test(location ?? "");

// "done", "refused", "signed out", or "unknown": it may or may not have happened.
export function outcomeOf(action) {
  const { kind, status } = action;
  if (status === null || status === 503) return "unknown";
  if (status === 303 && isLogin(action) && kind !== "signOut") return "signed out";
  if (status === (KINDS[kind].status ?? 303) && KINDS[kind].event) return "done";
  return status < 400 && !KINDS[kind].event ? "done" : "refused";
}

const told = ({ id, kind, by, status, target = {} }) =>
  `${kind} ${id} of ${[target.handover, target.order, target.organisation, target.mail && `mail ${target.mail}`].filter(Boolean).join(", ") || "-"} by ${by ?? "nobody signed in"}, answered ${status ?? "nothing"}`;

// One thing's changes in their order, each with the time in which it took effect, the states between them, and what
// answers say of those.
export class Timeline {
  constructor(first) {
    Object.assign(this, { steps: [], states: [first], observations: [] });
  }

  get state() {
    return this.states.at(-1);
  }

  // A change that took effect after `low` and before `high` (ms).
  add(title, low, high, state) {
    this.steps.push({ title, low, high });
    this.states.push(state);
  }

  // Between `start` and `end` there was a state that is `allowed`.
  observe(start, end, claim, allowed) {
    this.observations.push({ start, end, claim, allowed });
  }

  // Those that no order of all these explains.
  problems() {
    const found = [];
    let latest = { low: -Infinity };
    for (const step of this.steps) {
      if (step.low > latest.low) latest = step;
      else step.low = latest.low;
      if (step.low > step.high) found.push(`I6: ${step.title} was answered before ${latest.title} was sent, and took effect after it`);
    }
    let earliest = Infinity;
    for (const step of this.steps.toReversed()) earliest = step.high = Math.min(step.high, earliest);
    // The least state for each answer, in their order: it leaves the most for the later ones.
    const seen = [];
    for (const { start, end, claim, allowed } of this.observations.toSorted((a, b) => a.start - b.start)) {
      let place = this.steps.filter(({ high }) => high < start).length;
      for (const earlier of seen) if (earlier.end < start) place = Math.max(place, earlier.place);
      const last = this.steps.filter(({ low }) => low <= end).length;
      const window = this.states.slice(place, last + 1);
      while (place <= last && !allowed(this.states[place])) place += 1;
      if (place > last) found.push(`${claim}; it was ${window.map((state) => JSON.stringify(state)).join(", then ")}`);
      else seen.push({ end, place });
    }
    return found;
  }
}

// A change's place in time: that of its request, or, of jobs, since the time that its event tells (whole seconds).
const timeOf = (event, action) => (action ? [action.start, action.status === null || action.status === 503 ? Infinity : action.end] : [event.at, Infinity]);

class Judge {
  constructor({ actions, officers }, final) {
    Object.assign(this, { actions, officers, final, problems: [] });
    this.byId = new Map(actions.map((action) => [action.id, action]));
    this.eventsOf = new Map();
    for (const event of final.events) {
      const id = actionAt(event.client);
      if (id !== null) this.eventsOf.set(id, [...(this.eventsOf.get(id) ?? []), event]);
    }
    this.handovers = new Map(final.handovers.map((row) => [row.reference, { row, line: new Timeline({ is: "none", offers: 0, password: null, wrong: 0 }) }]));
    this.organisations = new Map(final.organisations.map((row) => [row.reference, { row, changes: [], line: new Timeline({ contact: null, open: null, parties: [] }) }]));
    this.orders = new Map(final.orders.map((row) => [row.reference, { row, line: new Timeline({ is: "none", approvals: [] }) }]));
    this.offers = new Map(); // id of a mail: { handover, number }
    for (const { id, kind, reference } of final.mails) {
      if (kind === "handover_offered") this.offers.set(id, { handover: reference, number: 1 + [...this.offers.values()].filter(({ handover }) => handover === reference).length });
    }
  }

  finds(...problems) {
    this.problems.push(...problems);
  }

  actionOf(event) {
    return this.byId.get(actionAt(event.client));
  }

  // --- Events and requests, one to one

  checkAction(action) {
    const { kind, start, end, status, by } = action;
    const { event: wanted, others = {}, isOpenToAll } = KINDS[kind];
    const events = this.eventsOf.get(action.id) ?? [];
    const outcome = outcomeOf(action);
    const list = events.map((event) => `${event.kind} ${event.reference ?? ""}`).join(", ") || "none";
    if (events.length > 1) this.finds(`I7: ${told(action)} has the events ${list}`);
    if (outcome === "done" && wanted && events.length === 0) this.finds(`I6: ${told(action)} is not in the database`);
    if (![null, 200, 303, 403, 404, 409, 410, 422, 503].includes(status)) this.finds(`I6: ${told(action)}`);
    for (const event of events) {
      if (outcome === "done" ? event.kind !== wanted : !this.mayLeave(outcome, action, event)) this.finds(`I7: ${told(action)} has the event ${list}`);
      if (by && event.actor !== by) this.finds(`I7: event ${event.id} of ${told(action)} names ${event.actor}`);
      if (event.at < start - 1000 || (end !== null && event.at > end)) this.finds(`I7: event ${event.id} of ${told(action)} says ${new Date(event.at).toISOString()}`);
      const { handover, order, organisation } = action.target ?? {};
      const about = handover ?? order ?? (outcome === "done" ? action.shown?.reference : undefined);
      if (about && event.reference !== about) this.finds(`I7: event ${event.id} of ${told(action)} is about ${event.reference}`);
      if (organisation && event.organisation !== organisation) this.finds(`I7: event ${event.id} of ${told(action)} is about ${event.organisation}`);
    }
    if (isOpenToAll) return;
    if (outcome === "signed out" && action.session === "in") this.finds(`I6: ${told(action)}: signed out, but the session had not ended`);
    if (["done", "refused"].includes(outcome) && action.session === "out") this.finds(`I5: ${told(action)}: without a session`);
    if (kind === "authorise" && status === 422 && !action.sent.malformed && events.length === 0) this.finds(`I7: ${told(action)} has no event`);
  }

  mayLeave(outcome, { kind, status }, event) {
    const { event: wanted, others = {} } = KINDS[kind];
    if (outcome === "unknown") return [wanted, ...Object.values(others)].includes(event.kind);
    return outcome === "refused" && status === 422 && Object.values(others).includes(event.kind);
  }

  checkEvents() {
    for (const event of this.final.events) {
      if (!/^(handover|order)_/.test(event.kind)) continue;
      if (event.client === "" ? !OF_NOBODY.includes(event.kind) : !this.actionOf(event)) this.finds(`I7: event ${event.id} ${event.kind} ${event.reference} has no request`);
    }
  }

  // --- The changes in their order

  replay() {
    for (const event of this.final.events) {
      if (event.kind === "organisation_created") this.organisations.get(event.organisation).line.states[0].contact = event.account; // before all requests
      if (HANDOVER_STEPS[event.kind]) this.replayHandover(event);
      if (ORDER_STEPS[event.kind]) this.replayOrder(event);
    }
    for (const { row, line } of this.handovers.values())
      if (row.state !== line.state.is) this.finds(`I7: ${row.reference} is ${row.state}, its events say ${line.state.is}`);
    for (const { row, line } of this.organisations.values()) {
      if (!row.contact) this.finds(`I1: ${row.reference} has no contact`);
      else if (row.contact !== line.state.contact) this.finds(`I2: ${row.reference} belongs to ${row.contact}, its events say ${line.state.contact}`);
    }
    for (const { row, line } of this.orders.values())
      if (row.state !== line.state.is) this.finds(`orders: ${row.reference} is ${row.state}, its events say ${line.state.is}`);
  }

  organisationBecomes(event, change) {
    const { line } = this.organisations.get(event.organisation);
    line.add(`${event.kind} (event ${event.id})`, ...timeOf(event, this.actionOf(event)), { ...line.state, ...change });
  }

  // The state after the step, or null: not from this state.
  step(line, event, steps, label) {
    const [from, to] = steps[event.kind];
    const { is } = line.state;
    if (!from.includes(is)) this.finds(`${label}: ${event.reference} was ${is}, and then got ${event.kind} (event ${event.id}${this.toldOf(event)})`);
    return { ...line.state, is: to ?? is };
  }

  toldOf(event) {
    const action = this.actionOf(event);
    return action ? `, ${told(action)}` : "";
  }

  replayHandover(event) {
    const known = this.handovers.get(event.reference);
    if (!known) return this.finds(`I7: event ${event.id} ${event.kind} is about ${event.reference}, which there is not`);
    const { row, line } = known;
    const action = this.actionOf(event);
    const before = line.state;
    const state = this.step(line, event, HANDOVER_STEPS, "I4");
    this.checkTime(event, row);
    const organisation = this.organisations.get(row.organisation).line.state;
    if (event.kind === "handover_started") {
      if (organisation.open) this.finds(`I4: ${row.reference} started while ${organisation.open} was open`);
      if (event.actor !== organisation.contact) this.finds(`I2: ${row.reference} started by ${event.actor}, while ${organisation.contact} was the contact`);
      this.organisationBecomes(event, { open: row.reference, parties: [...new Set([...organisation.parties, row.contact, row.successor])] });
      Object.assign(state, { offers: 1, password: action?.shown?.password ?? null });
    } else if (OPEN.includes(before.is) && !OPEN.includes(state.is)) {
      if (state.is === "completed" && row.contact !== organisation.contact) this.finds(`I2: ${row.reference} handed over by ${row.contact}, while ${organisation.contact} was the contact`);
      this.organisationBecomes(event, { open: null, contact: state.is === "completed" ? row.successor : organisation.contact });
    }
    if (event.kind === "handover_resent") state.offers += 1;
    if (event.kind === "handover_password_renewed") state.password = action?.shown?.password ?? null;
    if (event.kind === "handover_session_password_wrong") state.wrong += 1;
    if (action) this.checkWho(event, row, before, action);
    line.add(`${event.kind} (event ${event.id}${this.toldOf(event)})`, ...timeOf(event, action), state);
  }

  checkTime(event, row) {
    const isOver = event.at >= row.expires;
    if (isOver !== (event.kind === "handover_expired")) this.finds(`I3: ${event.kind} of ${row.reference} at ${new Date(event.at).toISOString()}, its end was ${new Date(row.expires).toISOString()}`);
    const action = this.actionOf(event);
    if (event.kind !== "handover_expired" && action && action.start >= row.expires + 1000) this.finds(`I3: ${told(action)} began after its end ${new Date(row.expires).toISOString()}`);
  }

  // I3, and the same for the other steps: by the right one, with the right password or token.
  checkWho(event, row, before, action) {
    const { kind, target = {}, sent = {} } = action;
    if (kind.endsWith("ByLink")) {
      const offer = this.offers.get(target.mail);
      if (offer?.handover !== row.reference || offer.number !== before.offers) this.finds(`I3: ${event.kind} of ${row.reference} by the token of offer ${offer?.number} of ${offer?.handover}, when its latest was ${before.offers}`);
      if (event.actor !== row.successor) this.finds(`I3: ${event.kind} of ${row.reference} in the name of ${event.actor}, not ${row.successor}`);
      return;
    }
    const right = KINDS[kind].side === "successor" ? row.successor : row.contact;
    if (action.by !== right) this.finds(`I3: ${event.kind} of ${row.reference} by ${action.by}, not ${right}`);
    if (kind === "start" && (sent.wrong || sent.to !== row.successor)) this.finds(`I2: ${row.reference} started to ${row.successor} by ${told(action)} to ${sent.to}${sent.wrong ? ` with a ${sent.wrong}` : ""}`);
    if (kind === "renew" && sent.wrong) this.finds(`I3: ${event.kind} of ${row.reference} with a ${sent.wrong}`);
    if (event.kind === "handover_completed" && (sent.password !== before.password || before.password === null)) this.finds(`I3: ${row.reference} authorised with a session password that was not its own`);
  }

  replayOrder(event) {
    const known = this.orders.get(event.reference);
    if (!known) return this.finds(`orders: event ${event.id} ${event.kind} is about ${event.reference}, which there is not`);
    const { row, line } = known;
    const action = this.actionOf(event);
    const { contact, parties } = this.organisations.get(row.organisation).line.state;
    const before = line.state;
    const state = this.step(line, event, ORDER_STEPS, "orders");
    if (["order_submitted", "order_withdrawn"].includes(event.kind) && event.actor !== contact) this.finds(`orders: ${event.kind} of ${row.reference} by ${event.actor}, while ${contact} was the contact`);
    if (action && KINDS[action.kind].isOfficers) {
      if (!this.officers.includes(event.actor)) this.finds(`orders: ${event.kind} of ${row.reference} by ${event.actor}, who is no officer`);
      if ([row.submittedBy, contact, ...parties].includes(event.actor)) this.finds(`orders: ${event.kind} of ${row.reference} by ${event.actor}, who has to do with it`);
    }
    if (event.kind === "order_approved") {
      if (before.approvals.includes(event.actor)) this.finds(`orders: ${row.reference} approved twice by ${event.actor}`);
      state.approvals = [...before.approvals, event.actor];
      if (state.approvals.length < row.neededApprovals) state.is = "submitted";
    }
    if (action?.sent?.foreign) this.finds(`orders: ${row.reference} has another organisation's key`);
    line.add(`${event.kind} (event ${event.id}${this.toldOf(event)})`, ...timeOf(event, action), state);
  }

  // --- Each answer is true

  observeAll() {
    for (const action of this.actions) {
      const outcome = outcomeOf(action);
      const { kind } = action;
      if (!["done", "refused"].includes(outcome) || ["signIn", "signOut"].includes(kind)) continue;
      if (KINDS[kind].isOfficers && !this.officers.includes(action.by)) this.expectsStatus(action, [403]);
      else if (kind === "approvals") this.expectsStatus(action, [200]);
      else if (kind.endsWith("ByLink")) this.observeLink(action);
      else if (action.target?.handover) this.observeHandover(action);
      else if (kind === "list") this.observeList(action);
      else if (action.target?.order) this.observeOrder(action);
      else if (action.target?.organisation) this.observeOrganisation(action);
    }
    for (const { line } of [...this.handovers.values(), ...this.organisations.values(), ...this.orders.values()]) this.finds(...line.problems());
  }

  expectsStatus(action, statuses, label = "I6") {
    const isExpected = statuses.includes(action.status);
    if (!isExpected) this.finds(`${label}: ${told(action)}, not ${statuses.join(" or ")}`);
    return isExpected;
  }

  observe(line, action, label, allowed) {
    line.observe(action.start, action.end, `${label}: ${told(action)}`, allowed);
  }

  // Its time was over by the end of the request, whoever wrote that down later.
  isOver = (row, action) => row.expires <= action.end;

  observeHandover(action) {
    const { kind, by, status, sent = {} } = action;
    const known = this.handovers.get(action.target.handover);
    if (!known || ![known.row.contact, known.row.successor].includes(by)) return this.expectsStatus(action, [404], "I5");
    const { row, line } = known;
    if (kind === "handoverPage") return this.expectsStatus(action, [200]);
    if (by !== row[KINDS[kind].side]) return this.expectsStatus(action, [403]);
    if (status === 409) {
      this.observe(line, action, "I6", ({ is, offers }) => !STATES_FOR[kind].includes(is) || this.isOver(row, action) ||
        (kind === "resend" && offers > MOST_RESENDS) || (kind === "authorise" && this.sentTries(row, action) >= TRIES));
    } else if (status === 422 && kind === "authorise") {
      if (!sent.malformed) this.observe(line, action, "I6", ({ password }) => password !== sent.password);
    } else if (status === 422 && kind === "renew") {
      if (!sent.wrong) this.finds(`I6: ${told(action)}: the password was right`);
    } else {
      this.expectsStatus(action, [KINDS[kind].status ?? 303]);
    }
  }

  sentTries({ reference }, { end, id }) {
    return this.actions.filter((other) => other.kind === "authorise" && other.id !== id && other.target.handover === reference && other.start <= end).length;
  }

  observeLink(action) {
    const offer = this.offers.get(action.target.mail);
    if (!offer) return this.finds(`I7: ${told(action)}: there is no such mail`);
    const { row, line } = this.handovers.get(offer.handover);
    if (action.status === 303 || !this.expectsStatus(action, [410])) return;
    this.observe(line, action, "I6", ({ is, offers }) => is !== "offered" || offers !== offer.number || this.isOver(row, action));
  }

  observeOrganisation(action) {
    const { kind, by, status, sent = {} } = action;
    const { line } = this.organisations.get(action.target.organisation);
    if (status === 404) return this.observe(line, action, "I6", ({ contact }) => contact !== by);
    if (status === 409 && kind === "start") return this.observe(line, action, "I6", ({ open }) => open !== null);
    if (status === 422 && (sent.wrong || sent.foreign)) return undefined;
    if (kind === "organisationPage" && status === 200) return this.observe(line, action, "I5", ({ contact }) => contact === by);
    return this.expectsStatus(action, [KINDS[kind].status ?? 303]);
  }

  observeList(action) {
    if (!this.expectsStatus(action, [200])) return;
    for (const reference of action.shown.references) {
      const order = this.orders.get(reference);
      if (!order) this.finds(`I5: ${told(action)} shows ${reference}, which there is not`);
      else this.observe(this.organisations.get(order.row.organisation).line, { ...action, target: { order: reference } }, "I5", ({ contact }) => contact === action.by);
    }
  }

  observeOrder(action) {
    const { kind, by, status } = action;
    const known = this.orders.get(action.target.order);
    if (!known) return this.expectsStatus(action, [404]);
    const { row, line } = known;
    const { line: owner } = this.organisations.get(row.organisation);
    const mine = ({ contact }) => contact === by;
    if (KINDS[kind].isOfficers) return this.observeDecision(action, known);
    if (kind === "download") return this.observeDownload(action, known, owner);
    if (status === 404) return this.observe(owner, action, "I6", (state) => !mine(state));
    if (kind === "orderPage" && this.expectsStatus(action, [200, 303])) return this.observe(owner, action, "I5", mine);
    // jobs may be at one that is approved.
    if (status === 409) return this.observe(line, action, "I6", ({ is }) => !STATES_FOR[kind].includes(is) || (is === "approved" && row.isAutomatic));
    return this.expectsStatus(action, [303]);
  }

  observeDecision(action, { row, line }) {
    const { kind, by, status } = action;
    const { parties } = this.organisations.get(row.organisation).line.state;
    if (status === 403) {
      if (![row.submittedBy, ...parties].includes(by)) this.observe(line, action, "I6", ({ approvals }) => approvals.includes(by));
    } else if (status === 409) {
      this.observe(line, action, "I6", ({ is }) => !STATES_FOR[kind].includes(is) || (kind === "refuse" && row.isAutomatic));
    } else {
      this.expectsStatus(action, [303]);
    }
  }

  observeDownload(action, { row, line }, owner) {
    if (action.status === 404) {
      const wasThere = this.actions.some((other) => other.kind === "download" && other.status === 200 && other.target.order === row.reference && other.end < action.start);
      if (wasThere) this.observe(owner, action, "I6", ({ contact }) => contact !== action.by);
    } else if (this.expectsStatus(action, [200])) {
      this.observe(owner, action, "I5", ({ contact }) => contact === action.by);
      this.observe(line, action, "orders", ({ is }) => is === "issued");
      const stored = this.final.certificates.find(({ reference }) => reference === row.reference);
      if (action.shown.sha256 !== stored?.sha256) this.finds(`orders: ${told(action)} gave another certificate than is stored`);
    }
  }

  // --- What there is in the end

  checkCertificates() {
    const { certificates, mails, events } = this.final;
    for (const { row } of this.orders.values()) {
      const own = certificates.filter(({ reference }) => reference === row.reference);
      const count = row.state === "issued" ? 1 : 0;
      if (own.length !== count) this.finds(`orders: ${row.reference} is ${row.state} and has ${own.length} certificates`);
      for (const { organisation } of own) if (organisation !== row.organisation) this.finds(`orders: certificate ${row.reference} stands at ${organisation}`);
      for (const kind of ["order_issued", "order_rejected"]) {
        const wanted = events.filter((event) => event.kind === kind && event.reference === row.reference).length;
        const found = mails.filter((mail) => mail.kind === kind && mail.reference === row.reference);
        if (found.length !== wanted) this.finds(`I7: ${found.length} mails ${kind} of ${row.reference}, and ${wanted} events`);
      }
    }
    const duplicates = (list) => list.filter((one, index) => list.indexOf(one) !== index);
    const numbers = this.actions.filter((action) => action.kind === "order" && outcomeOf(action) === "done").map(({ shown }) => shown.reference);
    for (const number of duplicates(numbers)) this.finds(`orders: number ${number} was given twice`);
    for (const serial of duplicates(certificates.map((each) => each.serial))) this.finds(`orders: serial ${serial} twice`);
    for (const { reference, organisation } of certificates) if (!this.orders.has(reference)) this.finds(`orders: certificate ${reference} of ${organisation} without an order`);
  }

  // A mail came twice only if sendmail's answer was lost: jobs was killed before it was written down (its sendmail may go on for
  // a moment, so that the mail comes after the kill), or sendmail itself was killed for the time that it took.
  checkMails() {
    const { mails, files, kills, lostAnswers } = this.final;
    const rows = new Map(mails.map((mail) => [mail.id, mail]));
    const copies = new Map();
    for (const file of files) copies.set(file.id, [...(copies.get(file.id) ?? []), file]);
    for (const [id, list] of copies) {
      if (!rows.has(id)) this.finds(`I7: mail ${id} was sent, and is not in the database`);
      const sorted = list.toSorted((a, b) => a.at - b.at);
      for (const [index, copy] of sorted.slice(1).entries()) {
        const before = sorted[index];
        if (!lostAnswers.includes(id) && !kills.some((at) => before.at - SENDMAIL_MS <= at && at <= copy.at)) this.finds(`I7: mail ${id} ${rows.get(id)?.kind} came again, and no answer of sendmail's was lost`);
      }
    }
    for (const { id, kind, state } of mails) {
      if (kind === "discarded") continue;
      if (state !== "sent") this.finds(`I7: mail ${id} ${kind} is ${state}`);
      else if (!copies.has(id)) this.finds(`I7: mail ${id} ${kind} was never written`);
    }
  }

  checkTries() {
    for (const { row } of this.handovers.values()) {
      const { reference, tries, wrongTries } = row;
      const sent = this.actions.filter(({ kind, target, sent: { malformed } = {} }) => kind === "authorise" && target.handover === reference && !malformed);
      const compared = sent.filter((action) => action.status === 422 || outcomeOf(action) === "done").length;
      if (tries > TRIES || wrongTries > tries || compared > tries || tries > sent.length) this.finds(`I3: ${reference} counts ${tries} tries, ${wrongTries} wrong; ${sent.length} were sent, ${compared} of them answered`);
    }
  }

  judge() {
    for (const action of this.actions) this.checkAction(action);
    this.checkEvents();
    this.replay();
    this.observeAll();
    this.checkTries();
    this.checkCertificates();
    this.checkMails();
    return this.problems;
  }
}

// What the history breaks, a line each, beginning with the invariant ("I4: …"; "orders: …" for the rules of orders).
export const problemsOf = (history, final) => new Judge(history, final).judge();
