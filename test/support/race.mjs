// Requests that really overlap: each is connected and sent up to its last byte, then all get that byte within moments.
import { heldBack } from "./browser.mjs";
import { sharedPortal } from "./portal.mjs";
import { random } from "./random.mjs";

// The portal for what happens at the same moment: several workers, no limits.
export const racingPortal = (name = "races") => sharedPortal(name, { limits: 0, workers: 3 });

const inMilliseconds = (time) => new Promise((resolve) => { if (time > 0) setTimeout(resolve, time); else resolve(); });

// Runs `steps` (functions that send one form each, or call holdBack() before what they do) together; step i goes on
// delays[i] ms after the moment at which all are ready, or after the wall clock's time `at`. Gives what they gave.
export async function together(steps, delays = [], { at } = {}) {
  let go;
  const start = new Promise((resolve) => { go = resolve; });
  const results = steps.map((step, index) => {
    let result;
    const ready = new Promise((resolve) => {
      const hold = async () => {
        resolve();
        await start;
        await inMilliseconds(delays[index] ?? 0);
      };
      result = heldBack.run(hold, async () => step());
      result.then(resolve, resolve);
    });
    return { ready, result };
  });
  await Promise.all(results.map(({ ready }) => ready));
  if (at !== undefined) await inMilliseconds(at - Date.now());
  go();
  return Promise.all(results.map(({ result }) => result));
}

// For a step that sends no form: waits for its moment.
export const holdBack = () => heldBack.getStore()?.();

// How much later the second of two goes in round `index` of `rounds`: from -`span` to `span` ms, so that either is sure to
// be the first at times, but mostly close to zero.
export function lag(index, rounds, span = 300) {
  const place = rounds > 1 ? (2 * index) / (rounds - 1) - 1 : 0;
  return span * place ** 5 + (random() - 0.5) * 4;
}
