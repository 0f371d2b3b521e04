// What must hold for all handovers of a portal at any time: the invariants I2, I3, I4 and I7 of handover.md, as the database
// and the sent mails tell it. I1 and I5 show in answers (handover_access.test.mjs), I6 in races (handover_races.test.mjs).
import assert from "node:assert/strict";

import { rows, sentMails } from "./handover.mjs";

const FINAL = ["completed", "declined", "withdrawn", "expired", "blocked"];

// The table of mails in handover.md: what a handover that stands so has sent, "kind to address" sorted.
function expectedMails(handover, renewals) {
  const { state, contact_email: contact, successor_email: successor, resends, accepted_at, end_reason } = handover;
  const both = (kind) => [`${kind} to ${contact}`, `${kind} to ${successor}`];
  const mails = [`handover_started to ${contact}`, ...Array(resends + 1).fill(`handover_offered to ${successor}`), ...Array(renewals).fill(`handover_password_renewed to ${contact}`)];
  if (accepted_at) mails.push(`handover_accepted to ${contact}`);
  if (state === "declined") mails.push(`handover_declined to ${contact}`);
  if (state === "withdrawn") mails.push(...(end_reason === "contact" ? [`handover_withdrawn to ${successor}`] : both("handover_withdrawn")));
  if (["completed", "expired", "blocked"].includes(state)) mails.push(...both(`handover_${state}`));
  return mails.sort();
}

function expectedEvents(handover, renewals) {
  const { state, resends, accepted_at, wrong_tries } = handover;
  const blockedByTry = state === "blocked" && wrong_tries >= 5;
  const wrong = Array(blockedByTry ? 4 : wrong_tries).fill("handover_session_password_wrong");
  const events = ["handover_started", ...Array(resends).fill("handover_resent"), ...Array(renewals).fill("handover_password_renewed"), ...wrong];
  if (accepted_at) events.push("handover_accepted");
  if (FINAL.includes(state)) events.push(`handover_${state}`);
  return events.sort();
}

const referenceIn = (content) => /"(UEB-\d{6,})"/.exec(content)?.[1];

function groupBy(list, key) {
  const groups = new Map();
  for (const each of list) {
    const name = key(each);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(each);
  }
  return groups;
}

// I3: accepted by who reads the successor's mail or by that account, then authorised by the very account, in time.
function checkCompleted(handover, events, problems) {
  const { reference, accepted_at, ended_at, expires_at, successor_id, successor_email } = handover;
  const at = (kind) => events.findIndex((event) => event.kind === kind);
  const [accepted, completed] = [events[at("handover_accepted")], events[at("handover_completed")]];
  if (!accepted_at || !accepted || !completed || at("handover_accepted") > at("handover_completed")) problems.push(`I3: ${reference} completed without being accepted before`);
  else if (![successor_id, null].includes(accepted.actor_account_id) || accepted.actor !== successor_email) problems.push(`I3: ${reference} accepted by ${accepted.actor} (account ${accepted.actor_account_id}), not ${successor_email}`);
  else if (completed.actor_account_id !== successor_id) problems.push(`I3: ${reference} authorised by account ${completed.actor_account_id}, not ${successor_id}`);
  else if (!(accepted_at <= ended_at && ended_at < expires_at)) problems.push(`I3: ${reference} accepted ${accepted_at}, completed ${ended_at}, its end ${expires_at}`);
}

// I2: from the first contact on, each change is one of the two allowed ones, and they lead to the present contact.
function checkContacts(organisation, events, handovers, problems) {
  const changes = events.filter(({ kind }) => ["organisation_created", "handover_completed", "organisation_contact_set"].includes(kind));
  let contact;
  for (const { kind, actor_account_id: actor, account_id: account, content } of changes) {
    if (kind === "organisation_created") contact = account ?? actor;
    if (kind === "organisation_contact_set") contact = account;
    if (kind !== "handover_completed") continue;
    const handover = handovers.get(referenceIn(content));
    if (contact !== undefined && handover.contact_id !== contact) problems.push(`I2: ${handover.reference} handed over what belonged to account ${contact}, not ${handover.contact_id}`);
    contact = handover.successor_id;
  }
  if (contact !== undefined && contact !== organisation.technical_contact_id) problems.push(`I2: organisation ${organisation.id} belongs to account ${organisation.technical_contact_id}, its events say ${contact}`);
}

// I7 beside the handovers: an organisation that the operator gave away tells both, an invitation one.
function checkOtherMails(events, mails, problems) {
  const sorted = (list) => list.sort().join(", ");
  for (const { event, mail, recipients } of [
    { event: "organisation_contact_set", mail: "organisation_contact_set", recipients: ({ from, to }) => [from, to] },
    { event: "invitation_sent", mail: "invitation", recipients: ({ email }) => [email] },
  ]) {
    const wanted = sorted(events.filter(({ kind }) => kind === event).flatMap(({ content }) => recipients(JSON.parse(content))));
    const found = sorted(mails.filter(({ kind }) => kind === mail).map(({ recipient }) => recipient));
    if (found !== wanted) problems.push(`I7: mails ${mail} should go to ${wanted}; went to ${found}`);
  }
}

// Each row of the outbox was sent once, into one file, and each file tells of a row that was sent.
function checkSent(portal, mails, maySendTwice, problems) {
  const files = groupBy(sentMails(portal), ({ id }) => id);
  let twice = 0;
  for (const { id, kind, recipient, state } of mails) {
    if (kind === "discarded") continue;
    const found = files.get(id) ?? [];
    if (state !== "sent") problems.push(`I7: mail ${id} ${kind} to ${recipient} is ${state}`);
    else if (found.length === 0) problems.push(`I7: mail ${id} ${kind} to ${recipient} was never written`);
    if (found.length > 1) twice += found.length - 1;
    for (const mail of found) if (!mail.to.includes(recipient)) problems.push(`I7: mail ${id} went to ${mail.to}, not ${recipient}`);
  }
  if (twice > maySendTwice) problems.push(`I7: ${twice} mails came again, ${maySendTwice} may`);
  return twice;
}

// Asserts I2-I4 and I7 over the whole database, once the outbox is empty. `before`: what an earlier call gave back; final
// states must not have changed since. `maySendTwice`: how often sendmail's answer was lost (the exception of I7).
// Gives { handovers: Map by reference, mails, twice }.
export async function checkInvariants(portal, { before, maySendTwice = 0 } = {}) {
  await portal.mailsAreOut();
  const [organisations, list, events, mails] = await Promise.all([
    rows(portal, "id, technical_contact_id", "FROM organisation"),
    rows(portal, "id, organisation_id, contact_id, contact_email, successor_id, successor_email, state, end_reason, resends, tries, wrong_tries, accepted_at, ended_at, expires_at", "FROM handover ORDER BY id"),
    rows(portal, "id, kind, actor, actor_account_id, account_id, organisation_id, content", "FROM audit_event ORDER BY id"),
    rows(portal, "id, kind, recipient, state, content", "FROM outbox ORDER BY id"),
  ]);
  const problems = [];
  const handovers = new Map(list.map((handover) => {
    const reference = `UEB-${String(handover.id).padStart(6, "0")}`;
    return [reference, Object.assign(handover, { reference })];
  }));
  const byOrganisation = groupBy(events, ({ organisation_id }) => organisation_id);
  const eventsOf = groupBy(events.filter(({ kind }) => kind.startsWith("handover_")), ({ content }) => referenceIn(content));
  const mailsOf = groupBy(mails, ({ content }) => referenceIn(content));

  for (const organisation of organisations) {
    const open = list.filter(({ organisation_id, state }) => organisation_id === organisation.id && !FINAL.includes(state));
    if (open.length > 1) problems.push(`I4: open for organisation ${organisation.id}: ${open.map(({ reference }) => reference)}`);
    checkContacts(organisation, byOrganisation.get(organisation.id) ?? [], handovers, problems);
  }
  for (const handover of list) {
    const { reference, state, organisation_id, tries, wrong_tries } = handover;
    const earlier = before?.handovers.get(reference);
    if (earlier && FINAL.includes(earlier.state) && earlier.state !== state) problems.push(`I4: ${reference} was ${earlier.state} and is ${state}`);
    if (tries > 5 || wrong_tries > tries) problems.push(`${reference}: ${tries} tries, ${wrong_tries} wrong`);
    const own = eventsOf.get(reference) ?? [];
    const renewals = own.filter(({ kind }) => kind === "handover_password_renewed").length;
    const compare = (what, found, wanted) => {
      if (found.join() !== wanted.join()) problems.push(`I7: ${reference} (${state}) has ${what}\n    ${found.join("\n    ")}\n  and should have\n    ${wanted.join("\n    ")}`);
    };
    compare("events", own.map(({ kind }) => kind).sort(), expectedEvents(handover, renewals));
    compare("mails", (mailsOf.get(reference) ?? []).map(({ kind, recipient }) => `${kind} to ${recipient}`).sort(), expectedMails(handover, renewals));
    for (const event of own) if (event.organisation_id !== organisation_id) problems.push(`I7: event ${event.id} of ${reference} stands at organisation ${event.organisation_id}`);
    if (state === "completed") checkCompleted(handover, own, problems);
  }
  for (const reference of eventsOf.keys()) if (reference && !handovers.has(reference)) problems.push(`I7: events of ${reference}, which there is not`);
  checkOtherMails(events, mails, problems);
  const twice = checkSent(portal, mails, maySendTwice, problems);
  assert.deepEqual(problems, [], problems.join("\n"));
  return { handovers, mails: mails.length, twice };
}
