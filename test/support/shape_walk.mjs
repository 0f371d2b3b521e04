// What each deployment shape must do, seen from outside only: by its address, its command `certportal`, its mails.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { Browser } from "./browser.mjs";
import { Contact, GOOD_PASSWORD } from "./contact.mjs";
import { parseMail } from "./mail.mjs";
import { Pki } from "./pki.mjs";
import { until } from "./until.mjs";

// The mails in a folder that scripts/sendmail-to-folder writes, the oldest first.
export function mailsIn(folder) {
  return fs.readdirSync(folder).sort().map((name) => parseMail(fs.readFileSync(path.join(folder, name))));
}

// A browser for a portal that may live in a sub-folder: the paths of contract.md mean those below it.
class PortalBrowser extends Browser {
  request(method, target, options) {
    const base = this.base.pathname.replace(/\/$/, "");
    const isBelow = !target.startsWith("/") || target.startsWith(`${base}/`);
    return super.request(method, isBelow ? target : base + target, options);
  }
}

// What a Contact wants of its portal.
class Shape {
  constructor({ url, cli, mails }) {
    Object.assign(this, { url, cli, mails });
  }

  browser() {
    return new PortalBrowser(this.url);
  }

  async done(args, stdin = "") {
    const { status, stdout, stderr } = await this.cli(args, stdin);
    assert.equal(status, 0, `certportal ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  waitForMail(to, about = /(?:)/) {
    return until(`a mail about ${about} to ${to}`, async () => (await this.mails()).find((mail) => mail.to.includes(to) && about.test(mail.text)), { seconds: 90 });
  }
}

let walks = 0;
const aName = () => `${process.pid}-${Date.now().toString(36)}-${(walks += 1)}`;

function must(answer, status) {
  assert.equal(answer.status, status, answer.summary);
  return answer;
}

// A chain as a file that everybody may read.
async function aChain(name) {
  const pki = new Pki(fs.mkdtempSync(path.join(os.tmpdir(), "walk-")));
  const root = await pki.root(`Walk ${name}`);
  const leaf = await pki.leaf(root, [`${name}.example.org`]);
  const file = pki.write("chain.pem", leaf.pem + root.pem);
  fs.chmodSync(pki.folder, 0o755);
  return { pem: leaf.pem, file, remove: () => fs.rmSync(pki.folder, { recursive: true }) };
}

async function importsChain(shape, organisation, name, place) {
  const chain = await aChain(name);
  try {
    assert.match(await shape.done(["certificate", "import", "--organisation", organisation, await place(chain.file)]), /^imported 2, /m);
  } finally {
    chain.remove();
  }
  return chain.pem;
}

async function seesAndDownloads(contact, pem, name) {
  const list = await contact.gets("/certificates");
  const row = list.page.byId("certificates").all("tr").find((line) => line.attributes["data-reference"] && line.text.includes(`${name}.example.org`));
  assert.ok(row, list.summary);
  const number = row.attributes["data-reference"];
  const download = await contact.gets(`/certificates/${number}/download/pem`);
  assert.equal(download.text.trim(), pem.trim());
  return number;
}

async function starts(anna, organisation, to) {
  const page = `/organisations/${organisation}`;
  const answer = must(await anna.browser.fills(page, { email: to.email, current_password: anna.password }, { action: `${basePath(anna)}${page}/technical-contact` }), 200);
  return { reference: /UEB-\d{6,}/.exec(answer.main)[0], sessionPassword: answer.page.byId("session-password").text };
}

const basePath = ({ browser }) => browser.base.pathname.replace(/\/$/, "");

async function answers(nora, { reference, sessionPassword }) {
  const { link } = await nora.portal.waitForMail(nora.email, new RegExp(reference));
  const offer = must(await nora.browser.get(link), 200);
  must(await nora.browser.submit(offer, {}, { action: `${basePath(nora)}/handover/accept` }), 303);
  const target = `/handovers/${reference}`;
  must(await nora.browser.fills(target, { session_password: sessionPassword }, { action: `${basePath(nora)}${target}/authorise` }), 303);
}

// Sign-in, list, download, and a whole handover to somebody who registers for it by mail.
// `url`: the portal's address, with its sub-folder. `cli(args, stdin)`: runs certportal there, gives { status, stdout,
// stderr }. `mails()`: all mails that arrived so far, as parseMail() reads them. `place(file)`: makes a file of this host
// readable for cli and gives its path there. Gives what it made: { anna, nora, organisation, number, reference }.
export async function walk({ url, cli, mails, place = (file) => file }) {
  const shape = new Shape({ url, cli, mails });
  const name = aName();
  const anna = new Contact(shape, { email: `anna.${name}@example.org`, name: "Anna Alt", password: GOOD_PASSWORD });
  const nora = new Contact(shape, { email: `nora.${name}@example.org`, name: "Nora Neu", password: GOOD_PASSWORD });

  await shape.done(["user", "create", "--email", anna.email, "--name", anna.name], `${anna.password}\n`);
  const organisation = await shape.done(["organisation", "create", "--name", `Muster ${name} AG`, "--technical-contact", anna.email]);
  const pem = await importsChain(shape, organisation, name, place);
  await anna.signIn();
  const number = await seesAndDownloads(anna, pem, name);

  await nora.registers();
  await nora.confirms();
  if (!await nora.isSignedIn()) await nora.signIn();
  must(await nora.get(`/certificates/${number}`), 404);
  const handover = await starts(anna, organisation, nora);
  await answers(nora, handover);

  assert.equal(await seesAndDownloads(nora, pem, name), number);
  must(await anna.get(`/certificates/${number}`), 404);
  must(await anna.get(`/organisations/${organisation}`), 404);
  return { anna, nora, organisation, number, reference: handover.reference };
}

// Each fault in turn: `make()` breaks something, `attempt()` starts the shape and gives { status, lines } of what was
// said; it must refuse (status not 0) and say why in one line that matches `says`. Then `mend()`.
export async function refusals({ faults, attempt }) {
  for (const { name, make, mend, says } of faults) {
    await make();
    try {
      const { status, lines } = await attempt(name);
      assert.notEqual(status, 0, `${name}: started all the same`);
      assert.equal(lines.filter((line) => says.test(line)).length, 1, `${name}: ${lines.join("\n")}`);
    } finally {
      await mend();
    }
  }
}
