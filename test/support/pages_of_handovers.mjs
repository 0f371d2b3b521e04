// Handovers: what stands behind the mail's link, and every state of one as both sides see it.
import { fillIn } from "./chromium.mjs";
import { GOOD_PASSWORD } from "./contact.mjs";
import { asksForHandover, posts, startHandover } from "./handover.mjs";
import { fills, goes, sends } from "./pages.mjs";
import { anAddress, sharedPortal } from "./portal.mjs";

const STATES = ["offered", "accepted", "completed", "declined", "withdrawn", "expired", "blocked"];
const ASKS = "form[action$='/technical-contact#technical-contact']";

export async function prepare() {
  const portal = await sharedPortal("pages", { limits: 0 });
  const [anna, nora, third] = [
    await portal.signedIn(anAddress("anna"), "Anna Alt"), await portal.signedIn(anAddress("nora"), "Nora Neu"), await portal.signedIn(anAddress(`otto${"-mit-langer-adresse".repeat(2)}`), "Otto".repeat(16)),
  ];
  const handovers = {};
  for (const state of STATES) {
    const organisation = await anna.creates({ name: state === "offered" ? "<b>Sehr lange Firmierung mit vielen Wörtern und ohne Ende Gesellschaft</b>" : `Müller & Söhne ${state}` });
    const handover = await startHandover(portal, { organisation, from: anna, to: nora });
    handovers[state] = state === "offered" ? handover : await handover.becomes(state);
  }
  handovers.gone = await startHandover(portal, { from: third, to: nora, name: "Letzte AG" });
  await handovers.gone.becomes("completed");
  return { portal, anna, nora, third, handovers };
}

const ofEachState = (handovers) => Object.fromEntries(STATES.map((state) => [state, goes(handovers[state].page)]));

// The link of the mail that tells a stranger of an invitation.
async function invitation({ portal, anna }) {
  const [address, organisation] = [anAddress("gast"), await anna.creates({ name: "Einladende GmbH" })];
  await asksForHandover(anna, organisation, address);
  await posts(anna, `/organisations/${organisation}/technical-contact/invite`, { email: address });
  return (await portal.waitForMail(address)).link;
}

export const groups = [
  {
    title: "for everybody",
    looks: async (scene) => ({
      "behind the link": goes(await scene.handovers.offered.link()),
      "the question behind the link": async (page) => {
        await page.goto(await scene.handovers.offered.link());
        return sends(page, "main form[action$='/handover/decline']");
      },
      "a link that is used": goes(await scene.handovers.accepted.link()),
      "a link of a completed one": goes(await scene.handovers.completed.link()),
      "a link of a withdrawn one": goes(await scene.handovers.withdrawn.link()),
      "an unknown link": goes(`/handover?token=${"A".repeat(43)}`),
      "answered, accepted": goes("/handover/accepted"),
      "answered, declined": goes("/handover/declined"),
      "no more invitations, unknown": goes(`/invitation/refuse?token=${"A".repeat(43)}`),
      "no more invitations, asked": goes(await invitation(scene)),
      "no more invitations": goes("/invitation/refused"),
    }),
  },
  {
    title: "for the contact",
    email: ({ anna }) => anna.email,
    looks: async ({ anna, third, handovers }) => {
      const organisation = await anna.creates({ name: "Freie GmbH" });
      const asks = (email) => fills(`/organisations/${organisation}`, { email, current_password: GOOD_PASSWORD }, ASKS);
      return {
        "organisation": goes(`/organisations/${organisation}`),
        "organisation, an address that is not registered": asks("niemand@example.org"),
        "started, with the session password": asks(third.email),
        "organisation that is handed over": goes(`/organisations/${organisation}`),
        "new session password": async (page) => {
          await page.goto(handovers.accepted.page);
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
          await fillIn(page, { current_password: GOOD_PASSWORD }, "form[action$='/new-password']");
          return sends(page, "form[action$='/new-password']");
        },
        "list": goes("/handovers"),
        "receipt": goes(`${handovers.completed.page}/receipt`),
        "no receipt yet": goes(`${handovers.accepted.page}/receipt`),
        ...ofEachState(handovers),
      };
    },
  },
  {
    title: "for the successor",
    email: ({ nora }) => nora.email,
    looks: ({ handovers }) => ({
      "start, with a handover": goes("/"),
      "list, to answer": goes("/handovers"),
      "certificates, below the banner": goes("/certificates"),
      "the question": async (page) => {
        await page.goto(handovers.offered.page);
        return sends(page, "main form[action$='/decline']");
      },
      "a wrong form of the session password": fills(handovers.accepted.page, { session_password: "1234" }, "main form[action$='/authorise']"),
      "organisation, with the history": goes(`/organisations/${handovers.completed.organisation}`),
      "receipt for the successor": goes(`${handovers.completed.page}/receipt`),
      ...Object.fromEntries(Object.entries(ofEachState(handovers)).map(([state, look]) => [`${state}, for the successor`, look])),
    }),
  },
  {
    title: "for others",
    email: ({ third }) => third.email,
    looks: async ({ handovers }) => ({
      "start, nothing left": goes("/"),
      "certificates, nothing left": goes("/certificates"),
      "organisations, nothing left": goes("/organisations"),
      "behind the link, signed in as somebody else": goes(await handovers.offered.link()),
    }),
  },
];
