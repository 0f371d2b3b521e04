// Two portal hosts on one Galera cluster of three nodes, all on loopback: a node on each host and a third one beside them.
// The hosts have the same secrets and CA, and each prefers the node of its own. Limits are off, mails come to one folder.
import fs from "node:fs";
import path from "node:path";

import { newPortal, Portal, run } from "../support/portal.mjs";
import { until } from "../support/until.mjs";
import { Cluster } from "./galera.mjs";

class Host extends Portal {
  // The observer's own eye: any node that works, with what is committed on all of them.
  database() {
    const place = ["--no-defaults", `--socket=${this.cluster.working().path("run/db.sock")}`, `--user=${process.env.USER_NAME}`, "--database=certportal"];
    return [...place, "--default-character-set=utf8mb4", "--batch", "--skip-column-names", "--init-command=SET SESSION wsrep_sync_wait = 15"];
  }

  // It waits until there is one.
  async sql(statement) {
    let problem;
    const answer = await until("a working node", async () => {
      try {
        return { text: await super.sql(statement) };
      } catch (error) {
        if (/ERROR (1047|1205|1213|2002|2003|2006|2013)\b|no node works/.test(error.message)) return null;
        problem = error;
        return { text: "" };
      }
    }, { seconds: 90, pause: 100 });
    if (problem) throw problem;
    return answer.text;
  }
}

async function newHost(cluster) {
  const host = await newPortal("host", { limits: 0, workers: 3 });
  return Object.assign(Object.setPrototypeOf(host, Host.prototype), { cluster });
}

async function copied(from, to) {
  const { status, stderr } = await run("cp", ["-a", "-T", "--", from, to]);
  if (status !== 0) throw new Error(stderr);
}

// A host tries its own node first, by the socket, then the others by TCP, in its own order.
function hostsOf({ nodes }, own) {
  const others = nodes.filter((node) => node !== own);
  if (own === nodes[1]) others.reverse();
  return [`unix:${own.path("run/db.sock")}`, ...others.map(({ port }) => `127.0.0.1:${port}`)].join(", ");
}

async function starts(host, own) {
  await host.start();
  host.configure({ database_hosts: hostsOf(host.cluster, own) });
  await host.reload();
}

let made;

// The two hosts and the cluster below them; the same for all tests of this run.
export function startCluster() {
  made ??= (async () => {
    const cluster = new Cluster();
    const hosts = [await newHost(cluster), await newHost(cluster)];
    await cluster.create([hosts[0].state, hosts[1].state, path.join(process.env.TEST_FOLDER, "3-node")]);
    await starts(hosts[0], cluster.nodes[0]);
    await copied(hosts[0].path("secret"), hosts[1].path("secret"));
    await starts(hosts[1], cluster.nodes[1]);
    fs.rmdirSync(hosts[1].path("mail/new"));
    fs.symlinkSync(hosts[0].path("mail/new"), hosts[1].path("mail/new"));
    return { cluster, hosts };
  })();
  return made;
}
