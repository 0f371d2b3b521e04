// Chance that can be had again: SEED, from the environment or else a new one, is printed once it is used.
let seed;
let shared;

function theSeed() {
  if (seed === undefined) {
    seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    console.log(`     SEED=${seed}`);
  }
  return seed;
}

// A row of its own of numbers from 0 up to 1 (mulberry32), the `nth` that SEED gives: several at the same moment do not
// change one another's.
export function randomRow(nth = 0) {
  let state = theSeed() + Math.imul(nth, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function random() {
  shared ??= randomRow();
  return shared();
}
