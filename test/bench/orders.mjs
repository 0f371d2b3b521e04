// Issuing, importing and CRLs: the figures of what jobs and the operator do with many certificates at once.
import fs from "node:fs";

import { csr } from "../support/csr.mjs";
import { placesOrders } from "../support/issuance.mjs";
import { isAlive, run } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const ORDERS = Number(process.env.ORDERS ?? 3000);
const IMPORTED = Number(process.env.IMPORTED ?? 10_000);
const REVOKED = Number(process.env.REVOKED ?? 100_000);
const A_FILE = 1000; // certificates

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function signs(portal, request, count, file) {
  const [certificate, key] = ["certificate_file", "key_file"].map((name) => new RegExp(`^\\[issuer\\.local\\][^[]*^${name} = (.*)$`, "m").exec(fs.readFileSync(portal.path("certportal.conf"), "utf8"))[1]);
  const { status, stdout, stderr } = await run(process.env.SIGNING, [certificate, key, request.derFile, count, ...(file ? [file] : [])].map(String));
  if (status !== 0) throw new Error(`signing: ${status} ${stderr}`);
  return Number(stdout);
}

// From the start of `jobs --once` to the last order's commit. It does one duty after another, mails at its end.
async function issues(portal, organisation) {
  await placesOrders(portal, organisation, ORDERS);
  const began = performance.now();
  const pass = portal.cli(["jobs", "--once"]);
  await until("all issued", async () => (await portal.sql("SELECT COUNT(*) FROM certificate_order WHERE state IN ('approved', 'issuing')")) === "0", { seconds: 120, pause: 100 });
  const rate = ORDERS / ((performance.now() - began) / 1000);
  await portal.sql("UPDATE outbox SET state='sent' WHERE state='waiting'"); // what sendmail takes is told elsewhere
  const { status, stderr } = await pass;
  if (status !== 0) throw new Error(`jobs: ${stderr}`);
  return rate;
}

async function imports(portal, organisation, request) {
  const files = [];
  for (let i = 0; i < IMPORTED / A_FILE; i += 1) {
    files.push(portal.path("tmp", `import-${i}.pem`));
    await signs(portal, request, A_FILE, files[i]);
  }
  const began = performance.now();
  const { imported, stderr } = await portal.imports(organisation, files);
  if (imported !== IMPORTED) throw new Error(`imported ${imported}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

// The list page without and during the making of a CRL: `load` gives { p99 }.
async function makesCrl(portal, load) {
  const alone = await load();
  await portal.sql(`INSERT INTO revocation (number, issuer, serial, reason, asked_by_email, asked_at, revoked_at)
    SELECT number, 'local', HEX(UNHEX(MD5(number))), 'superseded', '', UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM certificate WHERE not_after > UTC_TIMESTAMP() LIMIT ${REVOKED}`);
  const began = performance.now();
  let seconds;
  const pass = portal.cli(["jobs", "--once"]).then((result) => {
    seconds = (performance.now() - began) / 1000;
    return result;
  });
  const during = [];
  do during.push((await load()).p99); while (seconds === undefined);
  const { status, stderr } = await pass;
  const entries = Number(await portal.sql("SELECT entries FROM crl WHERE issuer='local'"));
  if (status !== 0 || entries < REVOKED) throw new Error(`a CRL of ${entries} entries: ${stderr}`);
  return { seconds, alone: alone.p99, during: Math.max(...during) };
}

// Rows of the table.
export async function measureOrders(portal, contact, { rounds, load }) {
  const organisation = (await portal.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", contact.email])).trim();
  const pid = portal.pid("jobs");
  process.kill(pid, "SIGTERM");
  await until("the end of jobs", () => !isAlive(pid));
  const request = await csr({ names: ["www.example.org"] });
  const [issued, bare] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await signs(portal, request, ORDERS));
    issued.push(await issues(portal, organisation));
  }
  const seconds = await imports(portal, organisation, request);
  const crl = await makesCrl(portal, load);
  return [
    ["bare signing with P-256, certificates/s", median(bare).toFixed(0), "", ""],
    ["issued by jobs, certificates/s", median(issued).toFixed(0), "", ""],
    ["  as a share of bare signing", median(issued.map((rate, i) => rate / bare[i])).toFixed(2), "0.5", "0.8"],
    [`import of ${IMPORTED} certificates, s`, seconds.toFixed(1), "", ""],
    ["  certificates/s", (IMPORTED / seconds).toFixed(0), "", ""],
    [`CRL of ${REVOKED} entries, a whole pass of jobs, s`, crl.seconds.toFixed(1), "", ""],
    ["  list page's p99 meanwhile, ms", crl.during.toFixed(1), "10", "5"],
    ["  without it, ms", crl.alone.toFixed(1), "", ""],
  ];
}
