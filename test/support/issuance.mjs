// Orders that an officer has approved, as they look in the database then, and what must hold once they are issued: the
// pages that lead there have tests of their own.
import assert from "node:assert/strict";

import { csr } from "./csr.mjs";
import { idIn, rows } from "./handover.mjs";
import { until } from "./until.mjs";

const hex = (buffer) => (buffer ? `x'${buffer.toString("hex")}'` : "NULL");
const text = (value) => (value === undefined || value === null ? "NULL" : `'${value}'`);

let request;
let names = 0;

// One request serves many orders: the names are the order's, only the key is the request's.
export async function sharedRequest() {
  request ??= csr({ names: ["www.example.org"] }).then(async (made) => Object.assign(made, { keySha256: await keyHash(made) }));
  return request;
}

async function keyHash(made) {
  const { createHash, createPublicKey } = await import("node:crypto");
  return createHash("sha256").update(createPublicKey(made.key).export({ type: "spki", format: "der" })).digest();
}

// `count` orders of the organisation, {state: "approved"} and each with a name of its own unless `name` says which. More
// columns by their names. Gives their numbers.
export async function placesOrders(portal, organisation, count = 1, { state = "approved", name, more = [], issuer = "local", lifetime = 200, by, ...columns } = {}) {
  const { der, keySha256 } = await sharedRequest();
  const statements = [];
  for (let i = 0; i < count; i += 1) {
    const own = name ?? `host-${(names += 1)}.example.org`;
    const extra = Object.entries(columns);
    statements.push(`INSERT INTO reference_number () VALUES ();
      INSERT INTO certificate_order (number, organisation_id, state, created_at, changed_at, product, issuer, lifetime_days, name, more_names, names, csr, key_sha256,
        submitted_by_email, has_officer_approval ${extra.map(([column]) => `, ${column}`).join("")})
      VALUES (LAST_INSERT_ID(), ${idIn(organisation)}, '${state}', UTC_TIMESTAMP(), UTC_TIMESTAMP(), 'server', '${issuer}', ${lifetime}, '${own}', ${more.length},
        '${[own, ...more].join("\\n")}\\n', ${hex(der)}, ${hex(keySha256)}, ${text(by ?? "anna.alt@example.org")}, 1 ${extra.map(([, value]) => `, ${text(value)}`).join("")});
      SELECT LAST_INSERT_ID();`);
  }
  const numbers = (await portal.sql(statements.join("\n"))).split("\n").filter(Boolean).map(Number);
  assert.equal(numbers.length, count);
  return numbers;
}

export async function orderRow(portal, number) {
  return (await rows(portal, "number, state, failure, tries, claimed_at, next_try_at, failed_at, not_before, not_after, HEX(serial) serial", `FROM certificate_order WHERE number=${number}`))[0];
}

export const countOf = async (portal, from) => Number(await portal.sql(`SELECT COUNT(*) FROM ${from}`));

export const inState = (portal, numbers, state) => countOf(portal, `certificate_order WHERE state='${state}' AND number IN (${numbers})`);

export async function allIssued(portal, numbers, options) {
  await until(`issued: ${numbers}`, async () => (await inState(portal, numbers, "issued")) === numbers.length, options);
}

// Each was issued once: one certificate with its bytes and names, one mail, one event, and all are counted.
export async function checkIssuedOnce(portal, numbers) {
  const list = await rows(portal, "number, state, claim", `FROM certificate_order WHERE number IN (${numbers})`);
  for (const { number, state, claim } of list) assert.deepEqual({ number, state, claim }, { number, state: "issued", claim: null });
  const once = numbers.slice().sort((a, b) => a - b);
  const found = async (statement) => (await portal.sql(statement)).split("\n").filter(Boolean).map(Number);
  assert.deepEqual(await found(`SELECT number FROM certificate WHERE number IN (${numbers}) ORDER BY number`), once, "certificates");
  assert.deepEqual(await found(`SELECT number FROM certificate_content WHERE number IN (${numbers}) ORDER BY number`), once, "contents");
  assert.deepEqual(await found(`SELECT DISTINCT number FROM certificate_name WHERE number IN (${numbers}) ORDER BY number`), once, "names");
  assert.deepEqual(await found(`SELECT JSON_VALUE(content, '$.NUMBER') n FROM outbox WHERE kind='order_issued' HAVING n IN (${numbers}) ORDER BY n`), once, "mails");
  assert.deepEqual(await found(`SELECT JSON_VALUE(content, '$.reference') n FROM audit_event WHERE kind='order_issued' HAVING n IN (${numbers}) ORDER BY n`), once, "events");
  const wrong = await portal.sql("SELECT o.id, o.certificate_count, COUNT(c.number) n FROM organisation o LEFT JOIN certificate c ON c.organisation_id=o.id GROUP BY o.id HAVING o.certificate_count <> n");
  assert.equal(wrong, "", "certificate_count");
  const differing = await portal.sql(`SELECT o.number FROM certificate_order o JOIN certificate c ON c.number=o.number WHERE o.number IN (${numbers}) AND TRIM(LEADING '00' FROM LOWER(HEX(o.serial))) <> c.serial AND o.issuer='local'`);
  assert.equal(differing, "", "serials as reserved");
}
