// What a handover may do, as a few lines without a portal: is there an order in which requests, sent together, one after
// another would have given the answers that came, and the state that was found (invariant I6)?
//
// A world is what there is at one moment: the organisation's contact, the newest handover (null: none) and how many were
// started. A request is a rule: from a world (and the answer that came, where two would be true) to the answer it must give
// and the world afterwards.

const isOpen = (handover) => handover !== null && ["offered", "accepted"].includes(handover.state);

const ends = (world, state, reason = "") => ({ ...world, handover: { ...world.handover, state, reason } });
const refused = (world, answer) => [answer, world];

// What the tests compare of an answer: the status, and where a redirect leads if that tells success from signing in.
export function shortOf(answer) {
  if (answer.status !== 303) return String(answer.status);
  const { pathname } = new URL(answer.location, "http://portal");
  if (pathname === "/login") return "303 sign in";
  return pathname === "/certificates" ? "303 certificates" : "303";
}

// A request of the successor, who may have been locked: signed out, unless the request had begun by then. That one is
// refused all the same, for the lock withdrew the handover.
const bySuccessor = (rule) => (world, answer) => (world.isSuccessorLocked && answer === "303 sign in" ? refused(world, answer) : rule(world));

export const RULES = {
  accepts: bySuccessor((world) => (world.handover.state === "offered" ? ["303", ends(world, "accepted")] : refused(world, "409"))),
  // By the link, whose token is that of the `nth` offer.
  acceptsByToken: (nth = 1) => (world) =>
    (world.handover.state === "offered" && world.offers === nth ? ["303", ends(world, "accepted")] : refused(world, "410")),
  declines: bySuccessor((world) => (isOpen(world.handover) ? ["303", ends(world, "declined")] : refused(world, "409"))),
  withdraws: (world) => (isOpen(world.handover) ? ["303", ends(world, "withdrawn", "contact")] : refused(world, "409")),
  resends: (world) => (world.handover.state === "offered" ? ["303", { ...world, offers: world.offers + 1 }] : refused(world, "409")),
  renews: (world) => (isOpen(world.handover) ? ["200", { ...world, password: "new" }] : refused(world, "409")),
  authorises: (password = "old") => bySuccessor((world) => {
    const { handover } = world;
    if (handover.state !== "accepted") return refused(world, "409");
    const tried = { ...world, handover: { ...handover, wrong: handover.wrong + 1 } };
    if (password !== world.password) return ["422", tried.handover.wrong === 5 ? ends(tried, "blocked") : tried];
    return ["303 certificates", { ...ends(world, "completed"), contact: handover.successor }];
  }),
  // By the contact `from`, whom the organisation must still belong to.
  starts: (from, to) => (world) => {
    if (world.contact !== from) return refused(world, "404");
    if (isOpen(world.handover)) return refused(world, "409");
    return ["200", { ...world, handover: { state: "offered", reason: "", wrong: 0, successor: to }, started: world.started + 1, offers: 1, password: "fresh" }];
  },
  locks: (account) => (world) => {
    const locked = account === world.handover.successor ? { ...world, isSuccessorLocked: true } : world;
    const concerned = isOpen(world.handover) && [world.contact, world.handover.successor].includes(account);
    return ["done", concerned ? ends(locked, "withdrawn", "account_locked") : locked];
  },
  setsContact: (account) => (world) => ["done", { ...(isOpen(world.handover) ? ends(world, "withdrawn", "contact_set") : world), contact: account }],
};

// The clock passes the end of the handover: nobody's request, at any place of the order.
const expires = (world) => (isOpen(world.handover) ? ends(world, "expired") : world);

// Of a world what a test can see from outside.
export const seenOf = ({ contact, handover, started }) => ({ contact, started, state: handover?.state ?? null, reason: handover?.reason ?? "", successor: handover?.successor ?? null });

// The world at the beginning of a round: a handover of `contact` to `successor` in `state`, or none.
export function worldOf({ contact, successor, state, wrong = 0 }) {
  return { contact, handover: state ? { state, reason: "", wrong, successor } : null, started: 0, offers: 1, password: "old" };
}

// Whether some order of `requests` ([{ rule, answer }], the answers as shortOf() writes them) explains `seen`. An answer of
// "503" leaves open whether the request happened. With `canExpire` the clock passed the end in between.
export function isExplained(world, requests, seen, { canExpire = false } = {}) {
  const wanted = JSON.stringify(seen);
  const known = new Set();
  const search = (now, left, clock) => {
    const place = JSON.stringify([now, left.map(({ index }) => index), clock]);
    if (known.has(place)) return false;
    known.add(place);
    if (left.length === 0 && JSON.stringify(seenOf(now)) === wanted) return true;
    if (clock && search(expires(now), left, false)) return true;
    return left.some((request) => {
      const rest = left.filter((other) => other !== request);
      const [answer, next] = request.rule(now, request.answer);
      if (request.answer === "503") return search(next, rest, clock) || search(now, rest, clock);
      return answer === request.answer && search(next, rest, clock);
    });
  };
  return search(world, requests.map((request, index) => ({ ...request, index })), canExpire);
}
