// A person who goes on in a broken world: after each page "may or may not have happened" looks whether it did, and sends
// it again if not.
import assert from "node:assert/strict";

import { asksForHandover, aWrongPassword, Handover, idIn } from "./handover.mjs";
import { until } from "./until.mjs";

// The page of a request whose answer was lost says so, and where to look.
export const MAY_HAVE_HAPPENED = /may or may not have happened|please look first whether it has already arrived/;

export async function openOf(portal, organisation) {
  const id = await portal.sql(`SELECT id FROM handover WHERE organisation_id=${idIn(organisation)} AND state IN ('offered', 'accepted')`);
  return id && `UEB-${id.padStart(6, "0")}`;
}

// `around(sends)`: sends a request, while something may happen; its answer, or null if that was lost. After an answer
// that was lost the person waits `pause` ms, for `seconds` in all.
export class Persistent {
  constructor(portal, around = (sends) => sends(), { pause = 0, seconds = 60 } = {}) {
    Object.assign(this, { portal, around, pause, seconds, lost: 0 });
  }

  // `sends`: the request; `hasHappened`: whether it need not be sent again. The answer, null if it was lost.
  async insists(sends, hasHappened) {
    const end = performance.now() + this.seconds * 1000;
    while (performance.now() < end) {
      const answer = await this.around(sends);
      if (answer && answer.status < 500) return answer;
      this.lost += 1;
      if (answer) {
        assert.equal(answer.status, 503, answer.summary);
        assert.ok(Number(answer.headers["retry-after"]) >= 1, "Retry-After");
        if (answer.request.method === "POST") assert.match(answer.text, MAY_HAVE_HAPPENED, answer.text.slice(0, 600));
      }
      if (await until("the truth", () => hasHappened().then((happened) => ({ happened }), () => null), { seconds: 40 }).then(({ happened }) => happened)) return null;
      await new Promise((resolve) => { setTimeout(resolve, this.pause); });
    }
    throw new Error(`no answer in ${this.seconds} s`);
  }

  async starts(organisation, from, to) {
    const answer = await this.insists(() => asksForHandover(from, organisation, to), async () => Boolean(await openOf(this.portal, organisation)));
    if (answer) assert.equal(answer.status, 200, answer.summary);
    const reference = await openOf(this.portal, organisation);
    this.handover = new Handover(this.portal, { organisation, from, to, reference, sessionPassword: answer?.page.byId("session-password")?.text });
    // The page with the session password was lost: a new one.
    if (!this.handover.sessionPassword) await this.renews();
    return this.handover;
  }

  async renews() {
    // Whether the lost answer took effect cannot be seen, and need not: what counts is the last one.
    const answer = await this.insists(() => this.handover.renews(), async () => false);
    assert.equal(answer.status, 200, answer.summary);
  }

  async resends() {
    const before = (await this.handover.row()).resends;
    await this.insists(() => this.handover.resends(), async () => (await this.handover.row()).resends > before);
  }

  async accepts() {
    await this.insists(() => this.handover.accepts(), async () => (await this.handover.state()) !== "offered");
  }

  async acceptsByLink() {
    await this.insists(() => this.handover.acceptsByToken(), async () => (await this.handover.state()) !== "offered");
  }

  async authorises(password = this.handover.sessionPassword) {
    await this.insists(() => this.handover.authorises(password), async () => (await this.handover.row()).tries > 0 && (await this.handover.state()) !== "accepted");
  }

  // Once: a try whose answer was lost counts.
  async authorisesWrongly() {
    const answer = await this.around(() => this.handover.authorises(aWrongPassword(this.handover.sessionPassword)));
    if (!answer || answer.status >= 500) this.lost += 1;
    else assert.equal(answer.status, 422, answer.summary);
  }

  async withdraws() {
    await this.insists(() => this.handover.withdraws(), async () => (await this.handover.state()) === "withdrawn");
  }

  async declines() {
    await this.insists(() => this.handover.declines(), async () => (await this.handover.state()) === "declined");
  }
}
