// What a portal's database and mails hold in the end, as history.mjs compares it.
import { rows, sentMails } from "../support/handover.mjs";

const padded = (prefix, id) => (id === null ? null : `${prefix}${String(id).padStart(6, "0")}`);
const timeIn = (text) => text && Date.parse(`${text.replace(" ", "T").slice(0, 19)}Z`);

// "20261123T135726.123456789.4711.eml", as scripts/sendmail-to-folder names it.
function timeOfFile(name) {
  const [, year, month, day, hour, minute, second, fraction] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})/.exec(name);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
}

// `kills`: the times (ms) at which jobs was killed.
export async function readFinal(portal, kills) {
  const [organisations, handovers, orders, certificates, events, mails] = await Promise.all([
    rows(portal, "o.id id, a.email contact", "FROM organisation o LEFT JOIN account a ON a.id=o.technical_contact_id"),
    rows(portal, "id, organisation_id, contact_email, successor_email, state, tries, wrong_tries, expires_at", "FROM handover ORDER BY id"),
    rows(portal, "number, organisation_id, state, issuer, needed_approvals, submitted_by_email", "FROM certificate_order ORDER BY number"),
    rows(portal, "number, organisation_id, serial, HEX(sha256) sha256", "FROM certificate ORDER BY number"),
    rows(portal, "e.id id, e.happened_at at, e.kind kind, e.actor actor, a.email account, e.client client, e.organisation_id organisation, e.content content",
      "FROM audit_event e LEFT JOIN account a ON a.id=e.account_id ORDER BY e.id"),
    rows(portal, "id, kind, state, reference", "FROM outbox ORDER BY id"),
  ]);
  return {
    organisations: organisations.map(({ id, contact }) => ({ reference: padded("ORG-", id), contact })),
    handovers: handovers.map((row) => ({
      reference: padded("UEB-", row.id), organisation: padded("ORG-", row.organisation_id), contact: row.contact_email, successor: row.successor_email,
      state: row.state, tries: row.tries, wrongTries: row.wrong_tries, expires: timeIn(row.expires_at),
    })),
    orders: orders.map((row) => ({
      reference: String(row.number), organisation: padded("ORG-", row.organisation_id), state: row.state, isAutomatic: row.issuer === "local",
      neededApprovals: row.needed_approvals, submittedBy: row.submitted_by_email,
    })),
    certificates: certificates.map(({ number, organisation_id: organisation, serial, sha256 }) => ({ reference: String(number), organisation: padded("ORG-", organisation), serial, sha256: sha256.toLowerCase() })),
    events: events.map(({ content, at, organisation, ...event }) => ({ ...event, at: timeIn(at), organisation: padded("ORG-", organisation), reference: JSON.parse(content).reference })),
    mails,
    files: sentMails(portal).map(({ id, file }) => ({ id, at: timeOfFile(file) })),
    kills,
    // Mails whose sendmail was killed because it took too long, once for each time: it may have sent them.
    lostAnswers: [...portal.log("jobs.log").matchAll(/killed at the time-out.* mail=(\d+)/g)].map(([, id]) => Number(id)),
  };
}
