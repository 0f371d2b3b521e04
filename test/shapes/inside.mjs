// What has to run within the network of a test's host: inside.mjs mail-server FOLDER | walk URL MAILS | load URL.
import fs from "node:fs";
import https from "node:https";
import net from "node:net";
import path from "node:path";

import { run } from "../support/portal.mjs";
import { mailsIn, walk } from "../support/shape_walk.mjs";

// Takes every mail on port 25 and writes it into a file.
function mailServer(folder) {
  fs.mkdirSync(folder, { recursive: true });
  let count = 0;
  const keep = (mail) => {
    const file = path.join(folder, String((count += 1)).padStart(6, "0"));
    fs.writeFileSync(path.join(folder, "..", "new"), mail.replace(/^\.\./gm, "."), "latin1");
    fs.renameSync(path.join(folder, "..", "new"), file);
  };
  const server = net.createServer((socket) => {
    let text = "";
    let isData = false;
    const say = (line) => socket.write(`${line}\r\n`);
    const take = (line) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "DATA") isData = true;
      if (verb === "QUIT") return socket.end("221 bye\r\n");
      return say(isData ? "354 go on" : "250 ok");
    };
    socket.setEncoding("latin1").on("error", () => {}).on("data", (chunk) => {
      text += chunk;
      for (;;) {
        const [end, mark] = isData ? [text.indexOf("\r\n.\r\n"), 5] : [text.indexOf("\r\n"), 2];
        if (end < 0) return;
        const piece = text.slice(0, end);
        text = text.slice(end + mark);
        if (!isData) { take(piece); continue; }
        isData = false;
        keep(`${piece}\r\n`);
        say("250 taken");
      }
    });
    say("220 mail.example.org");
  });
  server.listen(25, "127.0.0.1", () => console.log("ready"));
}

async function walkHere(url, mails) {
  const cli = (args, stdin) => run("certportal", args.map(String), { input: stdin });
  const { reference } = await walk({ url, cli, mails: () => mailsIn(mails) });
  console.log(reference);
}

// Eight at a time until standard input ends.
async function load(url) {
  const seen = { answered: 0, failed: 0, longest_ms: 0 };
  let goesOn = true;
  process.stdin.on("end", () => { goesOn = false; }).resume();
  const ask = () => new Promise((resolve) => {
    https.get(url, (response) => response.on("end", () => resolve(response.statusCode === 200)).resume()).on("error", () => resolve(false));
  });
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (goesOn) {
      const began = performance.now();
      seen[(await ask()) ? "answered" : "failed"] += 1;
      seen.longest_ms = Math.max(seen.longest_ms, Math.round(performance.now() - began));
    }
  }));
  console.log(JSON.stringify(seen));
}

const [verb, ...args] = process.argv.slice(2);
await { "mail-server": mailServer, walk: walkHere, load }[verb](...args);
