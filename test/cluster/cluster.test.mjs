// Two portal hosts on a Galera cluster of three nodes: first what happens at the same moment, then what goes wrong.
import { after } from "node:test";

import { startCluster } from "./hosts.mjs";

await import("./races.mjs");
await import("./faults.mjs");

after(async () => {
  const { cluster, hosts } = await startCluster();
  for (const host of hosts) await host.stop();
  await cluster.stop();
});
