// Orders in every state, renewal, re-issue and revocation; and what officers see of them.
import { GOOD_PASSWORD } from "./contact.mjs";
import { csr } from "./csr.mjs";
import { posts } from "./handover.mjs";
import { anOfficer, orderPortal, placesOrder, productFor } from "./order.mjs";
import { fills, goes, sends } from "./pages.mjs";
import { anAddress } from "./portal.mjs";
import { until } from "./until.mjs";

const STATES = ["submitted", "approved", "issuing", "issued", "rejected", "withdrawn", "failed"];

export async function prepare() {
  const portal = await orderPortal("orders-pages", { limits: 0 });
  const [anna, olga] = [await portal.signedIn(anAddress("anna"), "Anna Alt"), await anOfficer(portal)];
  const organisation = await anna.creates({ name: "<b>Sehr lange Firmierung mit vielen Wörtern und ohne Ende Gesellschaft</b>" });
  const placed = {};
  for (const state of STATES) {
    const names = [`xn--mller-kva.${state}.a-rather-long-name-for-a-narrow-screen-and-its-column.example.org`, `*.${state}.example.org`, `${state}.example.org`];
    placed[state] = await (await placesOrder(portal, { contact: anna, officer: olga, organisation, request: await csr({ names, cn: null }), product: productFor(state) })).becomes(state);
  }
  const revoked = await (await placesOrder(portal, { contact: anna, officer: olga, organisation, request: await csr({ names: ["revoked.example.org"] }), product: "server" })).becomes("issued");
  await posts(anna, `/certificates/${revoked.number}/revoke`, { reason: "superseded", current_password: GOOD_PASSWORD });
  await until("revoked", async () => (await portal.sql(`SELECT revoked_at IS NOT NULL FROM certificate WHERE number=${revoked.number}`)) === "1");
  portal.later({ days: 140 }); // so that it can be renewed
  await anna.signIn();
  return { portal, anna, olga, organisation, placed, revoked };
}

// Opens the form of an order, chooses the product and sends it with that CSR, typed or as a file.
const orders = (organisation, { product, csr: typed, file }) => async (page) => {
  await page.goto(`/orders/new?organisation=${organisation}`);
  if (product) await page.selectOption("main [name=product]", product);
  if (file) await page.setInputFiles("main [name=csr_file]", file);
  await page.evaluate(() => document.querySelectorAll("form").forEach((form) => { form.noValidate = true; }));
  if (typed) await page.fill("main [name=csr]", typed);
  return sends(page, "main form[action$='/orders/new']");
};

// Ticks those in the list of certificates and presses the button that renews them.
const renewsTicked = (boxes) => async (page) => {
  await page.goto("/certificates");
  for (const box of boxes ? await page.$$(boxes) : []) await box.check();
  const [response] = await Promise.all([page.waitForNavigation(), page.click("form.many [formaction*='/certificates/renew']")]);
  return response;
};

export const groups = [
  {
    title: "for the contact",
    email: ({ anna }) => anna.email,
    looks: async ({ portal, anna, olga, organisation, placed, revoked }) => {
      const good = await csr({ names: ["xn--mller-kva.example.org", "*.example.org"], fields: { O: "Muster AG", OU: "Einkauf" }, extensions: "keyUsage = dataEncipherment\n" });
      const bad = await csr({ names: ["localhost", "10.0.0.1", "a.*.example.org"], key: "rsa1024" });
      const issued = `/certificates/${placed.issued.number}`;
      return {
        "start, with orders": goes("/"),
        "orders, open": goes("/orders"),
        "orders, closed": goes("/orders?status=closed"),
        "form": goes("/orders/new"),
        "form, empty": orders(organisation, {}),
        "form with everything wrong": orders(organisation, { product: "server", csr: bad.pem }),
        "form with a private key": orders(organisation, { product: "server", csr: good.key }),
        "preview": orders(organisation, { product: "server", file: good.file }),
        "preview for two officers": orders(organisation, { product: "two", csr: good.pem }),
        ...Object.fromEntries(STATES.map((state) => [`order, ${state}`, goes(placed[state].page)])),
        "order, too late": async (page) => {
          const order = await placesOrder(portal, { contact: anna, officer: olga, organisation });
          await page.goto(order.page);
          await order.withdraws();
          return sends(page, "main form[action$='/withdraw']");
        },
        "organisation with orders": goes(`/organisations/${organisation}`),
        "re-issue": goes(`${issued}/reissue`),
        "revocation": goes(`${issued}/revoke`),
        "revocation with errors": fills(`${issued}/revoke`, {}),
        "renewal": goes(`${issued}/renew`),
        "renewal, previewed": async (page) => {
          await page.goto(`${issued}/renew`);
          return sends(page, "main form#same_key");
        },
        "certificate that can be renewed": goes(issued),
        "certificate, revoked": goes(`/certificates/${revoked.number}`),
        "list with a revoked one": goes("/certificates"),
        "renewal of many": renewsTicked("#certificates [name=number]"),
        "renewal of many, none ticked": renewsTicked(),
      };
    },
  },
  {
    title: "for officers",
    email: ({ olga }) => olga.email,
    looks: ({ placed }) => ({
      "approvals with orders": goes("/approvals"),
      ...Object.fromEntries(["submitted", "approved", "issued", "failed"].map((state) => [`approval, ${state}`, goes(placed[state].approval)])),
    }),
  },
];
