// Polls until `look` gives something true, and gives that back; throws with `what` when the time is over.
export async function until(what, look, { seconds = 15, pause = 25 } = {}) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
