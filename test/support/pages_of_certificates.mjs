// Accounts, organisations and certificates: every page before sign-in, a contact's and an officer's.
import { authorities } from "./chromium.mjs";
import { GOOD_PASSWORD } from "./contact.mjs";
import { csr } from "./csr.mjs";
import { numberIn, orders } from "./order.mjs";
import { fills, goes } from "./pages.mjs";
import { anAddress, sharedPortal } from "./portal.mjs";

const LONG_NAME = "<b>Sehr lange Firmierung mit vielen Wörtern und ohne Ende Gesellschaft</b>";

export async function prepare() {
  const [portal, { pki, issuing }] = await Promise.all([sharedPortal("pages", { limits: 0 }), authorities()]);
  const contact = await portal.signedIn(anAddress("seiten"), "Anna Alt");
  const newcomer = await portal.account(anAddress("neuling"), "Nora Neu");
  const secured = await portal.signedIn(anAddress("gesichert"), "Gerd Gründlich");
  await secured.setsUpSecondFactor();
  await secured.creates();
  const organisation = await contact.creates({ name: "Müller & Söhne KG", note: "Frau Beispiel" });
  const second = await contact.creates({ name: LONG_NAME });
  const officer = await portal.account(anAddress("pruefstelle"), "Prüfstelle", { role: "officer" });
  const names = Array.from({ length: 64 }, (_, index) => `host${index}.a-rather-long-name-for-a-narrow-screen.example.org`);
  const hidden = await pki.ca("Nirgends CA", issuing.root);
  const key = await pki.key();
  const leafs = [
    await pki.leaf(issuing, names), await pki.leaf(hidden, ["gap.example.org"]),
    await pki.leaf(issuing, ["xn--mller-kva.example"], { from: -300, to: -5 }), await pki.leaf(issuing, ["soon.example.org"], { to: 5 }),
  ];
  for (let i = 0; i < 26; i += 1) leafs.push(await pki.leaf(issuing, [`n${i}.example.org`], { key }));
  await portal.imports(organisation, [issuing.root.file, issuing.file, ...leafs.map((leaf) => leaf.file)]);
  await portal.imports(second, [(await pki.leaf(issuing, ["second.example.org"])).file]);
  const numberOf = (name) => portal.sql(`SELECT number FROM certificate WHERE name='${name}'`);
  const request = await csr({ names: ["müller.example.org", ...names.slice(1)] });
  return {
    portal, contact, newcomer, secured, officer, organisation,
    number: await numberOf(names[0]), gap: await numberOf("gap.example.org"), expired: await numberOf("xn--mller-kva.example"), soon: await numberOf("soon.example.org"),
    order: numberIn(await orders(contact, { organisation, product: "server", request })),
  };
}

// The links of mails, each of which is still good.
async function mailLinks({ portal }) {
  const [registers, forgets] = [anAddress("mail"), await portal.account(anAddress("vergessen"))];
  await portal.browser().fills("/register", { email: registers, name: "Anna Alt", phone: "", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD });
  await forgets.fills("/password/forgot", { email: forgets.email });
  const [moves, moved] = [await portal.signedIn(anAddress("umzug"), "Anna Alt"), anAddress("angekommen")];
  await moves.fills("/account/email", { email: moved, current_password: GOOD_PASSWORD });
  const [old, fresh] = [(await portal.waitForMail(moves.email)).link, (await portal.waitForMail(moved)).link];
  const [confirm, reset] = [(await portal.waitForMail(registers)).link, (await portal.waitForMail(forgets.email)).link];
  return { "registration, behind the link": goes(confirm), "password reset, behind the link": goes(reset), "other address, behind the link to the old one": goes(old), "other address, behind the link to the new one": goes(fresh) };
}

export const groups = [
  {
    title: "for everybody",
    looks: async (scene) => ({
      "sign-in": goes("/login"), "sign-in that goes on": goes("/login?next=%2Faccount"), "sign-in with errors": fills("/login", {}),
      "sign-in refused": fills("/login", { email: "niemand@example.org", password: "falsch" }),
      "registration": goes("/register"), "registration with errors": fills("/register", { email: "anna@localhost", name: "Anna Alt", password: "kurz" }), "registration sent": goes("/register/sent"),
      "password forgotten": goes("/password/forgot"), "password forgotten with errors": fills("/password/forgot", {}), "password forgotten sent": goes("/password/sent"),
      "help": goes("/help"), "help, handover": goes("/help/handover"), "help, session password": goes("/help/session-password"), "help, CSR": goes("/help/csr"),
      "help, CSR with errors": goes("/help/csr?names=1.2.3.4+www.example.org"), "help, installing": goes("/help/install"), "help, renewal": goes("/help/renewal"), "help, none": goes("/help/nothing"),
      "not found": goes("/nothing"), "other address, a bad link": goes("/account/email/confirm?token=x"), "other address confirmed": goes("/account/email/confirmed"), "other address refused": goes("/account/email/refused"), "registration, a bad link": goes("/register/confirm?token=x"), "password reset, a bad link": goes("/password/reset?token=x"),
      ...await mailLinks(scene),
    }),
  },
  {
    title: "for a contact",
    email: ({ contact }) => contact.email,
    looks: ({ organisation, number, gap, expired, soon }) => ({
      "start": goes("/"),
      "list": goes("/certificates"), "list, filtered": goes("/certificates?q=example&sort=-name&status=active"), "list, nothing found": goes("/certificates?q=nirgends"),
      "list of one organisation": goes(`/certificates?organisation=${organisation}`), "list, a bad filter": goes("/certificates?status=nirgends"),
      "certificate with many names": goes(`/certificates/${number}`), "certificate with a gap": goes(`/certificates/${gap}`), "certificate, expired": goes(`/certificates/${expired}`),
      "certificate, ends soon": goes(`/certificates/${soon}`), "chain with a gap": goes(`/certificates/${gap}/download/chain`),
      "organisations": goes("/organisations"), "organisation new": goes("/organisations/new"), "organisation new with errors": fills("/organisations/new", { name: "" }),
      "organisation": goes(`/organisations/${organisation}`), "organisation edit": goes(`/organisations/${organisation}/edit`),
      "account": goes("/account"), "account with errors": fills("/account", { name: "" }), "password": goes("/account/password"),
      "password with errors": fills("/account/password", { current_password: "falsch", password: "kurz", password_repeat: "kürzer" }), "mails": goes("/account/mails"),
      "second factor to set up": goes("/account/second-factor"), "second factor to set up, with errors": fills("/account/second-factor", { new_code: "1", current_password: "falsch" }),
      "deletion, not yet": goes("/account/delete"), "other address": goes("/account/email"), "other address with errors": fills("/account/email", { email: "anna@localhost" }, "main form[action$='/account/email']"),
      "other address asked for": fills("/account/email", { email: "anna.neu@example.org", current_password: GOOD_PASSWORD }, "main form[action$='/account/email']"),
      "calendar, none": goes("/account/calendar"), "calendar, its address": fills("/account/calendar", { current_password: GOOD_PASSWORD }, "main form[action$='/account/calendar']"), "calendar": goes("/account/calendar"), "calendar with errors": fills("/account/calendar", { current_password: "falsch" }, "main form[action$='/account/calendar']"),
      "calendar, ended": async (page) => {
        await page.goto("/account/calendar");
        const [response] = await Promise.all([page.waitForNavigation(), page.click("main [formaction$='/calendar/revoke']")]);
        return response;
      },
      "help, CSR of the organisation": goes(`/help/csr?organisation=${organisation}&names=www.example.org`), "help, installing this one": goes(`/help/install?number=${number}`),
      "not an officer": goes("/approvals"),
    }),
  },
  {
    title: "for somebody new",
    email: ({ newcomer }) => newcomer.email,
    looks: () => ({
      "start, empty": goes("/"), "list, empty": goes("/certificates"), "orders, empty": goes("/orders"), "order, no organisation": goes("/orders/new"), "organisations, empty": goes("/organisations"),
      "handovers, empty": goes("/handovers"), "deletion": goes("/account/delete"), "deletion with errors": fills("/account/delete", { current_password: "falsch" }),
    }),
  },
  {
    title: "with a second factor",
    email: ({ secured }) => secured,
    looks: ({ secured }) => ({
      "account, with a second factor": goes("/account"), "second factor": goes("/account/second-factor"), "sessions": goes("/account/sessions"),
      "second factor, wrong code": fills("/account/second-factor", { current_password: secured.password, code: secured.app.wrong() }),
      "recovery codes": async (page) => {
        const response = await fills("/account/second-factor", secured.proof, "main form[action$='/recovery-codes']")(page);
        secured.recoveryCodes = (await page.innerText("#recovery-codes")).trim().split(/\s+/);
        return response;
      },
      "password with a code": fills("/account/password", { current_password: "falsch", password: "kurz", password_repeat: "kürzer", code: "12" }),
    }),
  },
  {
    title: "for an officer",
    email: ({ officer }) => officer.email,
    looks: ({ order, organisation }) => ({
      "start, of an officer": goes("/"), "list, of an officer": goes("/certificates"), "organisations, of an officer": goes("/organisations"), "approvals": goes("/approvals"), "approvals, failed": goes("/approvals?status=failed"), "approval": goes(`/approvals/${order}`),
      "rejection without a reason": fills(`/approvals/${order}`, { reason: "" }, "main form[action$='/reject']"),
      "organisations to check": goes("/approvals/organisations"), "organisation to check": goes(`/approvals/organisations/${organisation}`),
    }),
  },
];
