// A portal in which one contact has one of everything, for loads and scans of all pages.
import { startHandover } from "./handover.mjs";
import { anOfficer, placesOrder } from "./order.mjs";
import { anAddress } from "./portal.mjs";

// { anna, olga, nora }: the contact, an officer, somebody whom handovers come from and go to; all signed in.
export async function everything(portal) {
  const [anna, nora] = [await portal.signedIn(anAddress("anna"), "Änne Alt"), await portal.signedIn(anAddress("nora"), "Nora Neu")];
  const olga = await anOfficer(portal);
  const organisation = await anna.creates({ name: "Müller & Söhne KG" });
  const order = () => placesOrder(portal, { contact: anna, officer: olga, organisation, product: "server" });
  for (let i = 0; i < 3; i += 1) await (await order()).becomes("issued");
  await order(); // an open one
  await startHandover(portal, { from: anna, to: nora, organisation: await anna.creates({ name: "Freie GmbH" }) });
  await startHandover(portal, { from: nora, to: anna });
  await (await startHandover(portal, { from: nora, to: anna })).becomes("completed");
  return { anna, nora, olga, organisation };
}
