// Walks through all pages that a person reaches by links, as a browser without a screen, and looks at every address in them.
import assert from "node:assert/strict";

const ADDRESSES = ["href", "src", "action", "formaction"];

// Every address that a page names, an answer's Location, and the path of its cookies.
function addressesIn(answer) {
  const found = answer.location ? [answer.location] : [];
  for (const line of answer.cookies) found.push(/;\s*Path=([^;]*)/i.exec(line)?.[1] ?? "(no path)");
  if (!/html/.test(answer.headers["content-type"] ?? "")) return found;
  for (const name of ADDRESSES) {
    for (const [, value] of answer.text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))) found.push(value.replace(/&amp;/g, "&"));
  }
  return found;
}

// Follows all links from `first` on, and asserts that every address of the portal lies below `base`. Gives the pages.
export async function pagesStayBelow(base, browser, first) {
  const queue = [...first];
  const seen = new Map();
  while (queue.length > 0) {
    const path = queue.shift();
    if (seen.has(path) || seen.size > 150) continue;
    const answer = await browser.get(path);
    seen.set(path, answer);
    assert.ok(answer.status < 500, answer.summary);
    for (const address of addressesIn(answer)) {
      if (/^(#|\?|mailto:|data:)/.test(address)) continue;
      const inside = address.startsWith(browser.origin) ? address.slice(browser.origin.length) : address;
      if (/^https?:\/\//.test(inside)) continue; // elsewhere, as Bootstrap's licence
      assert.ok(inside === base || inside.startsWith(`${base}/`), `${path} names ${address}`);
      const target = inside.split("#")[0];
      if (!/\/logout$|\/download\//.test(target)) queue.push(target);
    }
  }
  return seen;
}
