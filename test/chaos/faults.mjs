// What breaks while the clients are at it: one thing at a time, but for sendmail and the full disk, which last a while.
import { isAlive } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const now = () => performance.timeOrigin + performance.now();
const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const FULL = "outbox_is_full";

export class Faults {
  constructor(portal, random) {
    Object.assign(this, { portal, random, jobsKilledAt: [], counts: {} });
  }

  counted(what) {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  get story() {
    return Object.entries(this.counts).map(([what, count]) => `${count} ${what}`).join(", ");
  }

  // Until `end` (ms): workers all the time, and every few seconds something larger.
  async happen(end) {
    const large = [() => this.restartsDatabase("SIGKILL"), () => this.killsJobs(), () => this.sendmailFails(), () => this.outboxIsFull(), () => this.restartsDatabase("SIGTERM"), () => this.sendmailHangs(), () => this.killsAllWorkers()];
    const lasting = [];
    let next = now() + 2000;
    for (let turn = 0; now() < end; ) {
      await moment(100 + this.random() * 300);
      this.killsWorker();
      await this.shortensHandover();
      await this.holdsHandovers();
      if (now() < next) continue;
      lasting.push(await large[turn % large.length]());
      turn += 1;
      next = now() + 1500 + this.random() * 2000;
    }
    await Promise.all(lasting.map((fault) => fault?.ended));
  }

  async heal() {
    this.portal.sendmail();
    await this.portal.start();
    await this.portal.sql(`DROP TRIGGER IF EXISTS ${FULL}`);
  }

  // --- Workers and jobs

  kills(pid) {
    try {
      process.kill(pid, "SIGKILL");
      this.counted("workers killed");
    } catch { /* gone already */ }
  }

  killsWorker() {
    const workers = this.portal.workers();
    if (workers.length > 0) this.kills(workers[Math.floor(this.random() * workers.length)]);
  }

  killsAllWorkers() {
    for (const pid of this.portal.workers()) this.kills(pid);
  }

  async killsJobs() {
    const pid = this.portal.pid("jobs");
    this.jobsKilledAt.push(now());
    process.kill(pid, "SIGKILL");
    await until("the end of jobs", () => !isAlive(pid));
    this.counted("kills of jobs");
    await this.portal.start();
  }

  // --- The database

  async restartsDatabase(signal) {
    const pid = this.portal.pid("mariadb");
    process.kill(pid, signal);
    await until("the database's end", () => !isAlive(pid), { seconds: 30 });
    await moment(this.random() * 500);
    this.counted(`restarts of the database after ${signal}`);
    await this.portal.start();
  }

  // The outbox is a table: what the database answers when its file cannot grow, error 1114, to each insert that it is told
  // to. A trigger says so instead of a disk, which a test that is not root cannot fill without filling everybody's.
  async outboxIsFull() {
    const text = "The table 'outbox' is full".replaceAll("'", "''");
    await this.portal.sql(`CREATE OR REPLACE TRIGGER ${FULL} BEFORE INSERT ON outbox FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO=1114, MESSAGE_TEXT='${text}'`);
    this.counted("times the outbox was full");
    await moment(300 + this.random() * 700);
    await this.portal.sql(`DROP TRIGGER IF EXISTS ${FULL}`);
  }

  // The database is slow with the open handovers: requests that have read them pile up before what they change, and go on
  // one after another, each with what it has read by then.
  async holdsHandovers() {
    if (this.random() < 0.2) return;
    const release = await this.portal.holds("SELECT id FROM handover WHERE state IN ('offered', 'accepted') FOR UPDATE").catch(() => null);
    if (!release) return;
    await moment(100 + this.random() * 400);
    await release();
    this.counted("times the handovers were held");
  }

  // A handover's time is over in two seconds.
  async shortensHandover() {
    if (this.random() > 0.15) return;
    const statement = `UPDATE handover SET expires_at=UTC_TIMESTAMP() + INTERVAL 2 SECOND WHERE state IN ('offered', 'accepted') AND expires_at > UTC_TIMESTAMP() + INTERVAL 2 SECOND
      ORDER BY RAND(${Math.floor(this.random() * 1000)}) LIMIT 1; SELECT ROW_COUNT();`;
    if (await this.portal.sql(statement).catch(() => "0") === "1") this.counted("handovers whose time ran out");
  }

  // --- sendmail

  lasts(script, what) {
    this.portal.sendmail(script);
    this.counted(what);
    return { ended: moment(1500 + this.random() * 2000).then(() => this.portal.sendmail()) };
  }

  sendmailFails() {
    return this.lasts("cat >/dev/null; echo full >&2; exit 75", "times sendmail failed");
  }

  sendmailHangs() {
    return this.lasts("sleep 1000 & wait", "times sendmail hung");
  }
}
