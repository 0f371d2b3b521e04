// Who gets what answer: a row for each route, written by hand from what people may do, never taken from the program's own
// table. A status stands for itself (303 leads anywhere but to sign-in), a text is where a 303 leads. Arguments in paths are
// things of one organisation (roles.test.mjs); its handover and order are ended and its certificate not issued here, so that
// forms that need no input answer who may send them 409 and change nothing.

// `former` handed the organisation over to `contact`; `successor` has the open offer of it. `other` is contact of another
// organisation, `unsettled` an officer who has no second factor yet.
export const ROLES = ["nobody", "stranger", "other", "successor", "former", "contact", "unsettled", "officer"];

export const TO_SIGN_IN = "to sign-in, and back";
const TO_SECOND_FACTOR = "/account/second-factor";

// Anybody, signed in or not.
const all = (answer, more) => row("contact", answer, answer, { nobody: answer, unsettled: answer, ...more });
// Anybody who is signed in.
const signedIn = (answer = 200, more) => row("contact", answer, answer, more);
// The technical contact alone: for all others there is no such thing.
const contact = (answer = 200, more) => row("contact", answer, 404, more);
// Both sides of the handover: its former contact, who started it, and its successor, the contact now.
const sides = (answer = 200, more) => row("contact", answer, 404, { former: answer, ...more });
const starter = (answer) => row("former", answer, 404, { contact: 403 });
const follower = (answer) => row("contact", answer, 404, { former: 403 });
const officers = (answer = 200, more) => row("officer", answer, 403, more);

// `entitled`: whose request is spoilt by a lost session, token or origin. `more`: answers of single roles; `query`, the
// form's `fields`; `isLast` for what ends the role's own session.
function row(entitled, answer, others, { query = "", fields = {}, isLast = false, ...special } = {}) {
  const answers = { ...Object.fromEntries(ROLES.map((role) => [role, others])), nobody: TO_SIGN_IN, unsettled: TO_SECOND_FACTOR, [entitled]: answer, ...special };
  return { entitled, query, fields, isLast, answers };
}

const NO_TOKEN = { query: "?token=nobodys", fields: { token: "nobodys" } };
const NUMBER = { fields: { number: ":number" } };

export const ACCESS = {
  "GET /": all(200, { nobody: "/login", unsettled: TO_SECOND_FACTOR }),
  "GET /healthz": all(200),
  "GET /readyz": all(200),
  "GET /robots.txt": all(200),
  "GET /brand/:file": all(404), // none is configured
  "GET /help": all(200),
  "GET /help/:topic": all(200),
  "GET /help/csr": all(200),
  "GET /help/renewal": all(200),
  "GET /calendar/:secret.ics": all(200),

  "GET /register": all(200),
  "POST /register": all(422),
  "GET /register/sent": all(200),
  "GET /register/confirm": all(410, NO_TOKEN),
  "POST /register/confirm": all(410, NO_TOKEN),
  "GET /login": all(200),
  "POST /login": all(422),
  "GET /login/second-factor": all("/login"),
  "POST /login/second-factor": all("/login"),
  "POST /logout": all("/login", { isLast: true }),
  "GET /password/forgot": all(200),
  "POST /password/forgot": all(422),
  "GET /password/sent": all(200),
  "GET /password/reset": all(410, NO_TOKEN),
  "POST /password/reset": all(410, NO_TOKEN),

  "GET /account": signedIn(),
  "POST /account": signedIn(422),
  "GET /account/password": signedIn(),
  "POST /account/password": signedIn(422),
  "GET /account/second-factor": signedIn(200, { unsettled: 200 }),
  "POST /account/second-factor": signedIn(TO_SECOND_FACTOR, { officer: 409 }),
  "GET /account/second-factor/recovery-codes": signedIn(),
  "POST /account/second-factor/recovery-codes": signedIn(409, { officer: 422 }),
  "GET /account/second-factor/end": signedIn(),
  "POST /account/second-factor/end": signedIn(409, { officer: 422 }),
  "GET /account/sessions": signedIn(),
  "GET /account/sessions/end": signedIn(),
  "POST /account/sessions/end": signedIn(303),
  "GET /account/sessions/end-others": signedIn(),
  "POST /account/sessions/end-others": signedIn(303),
  "GET /account/email": signedIn(),
  "POST /account/email": signedIn(422),
  "GET /account/email/withdraw": signedIn(),
  "POST /account/email/withdraw": signedIn("/account/email"),
  "GET /account/email/confirm": all(410, NO_TOKEN),
  "POST /account/email/confirm": all(410, NO_TOKEN),
  "GET /account/email/refuse": all(410, NO_TOKEN),
  "POST /account/email/refuse": all(410, NO_TOKEN),
  "GET /account/email/confirmed": all(200),
  "GET /account/email/refused": all(200),
  "GET /account/delete": signedIn(),
  "POST /account/delete": signedIn(409, { stranger: 422, former: 422 }), // the others have something to hand over, or an office
  "GET /account/data.json": signedIn(),
  "GET /account/mails": signedIn(),
  "GET /account/calendar": signedIn(),
  "POST /account/calendar": signedIn(422),
  "GET /account/calendar/revoke": signedIn(),
  "POST /account/calendar/revoke": signedIn(303),

  "GET /certificates": signedIn(),
  "GET /certificates.csv": signedIn(),
  "GET /certificates.json": signedIn(),
  "POST /certificates/download.zip": contact(200, NUMBER),
  "GET /certificates/:number": contact(),
  "GET /certificates/renew": signedIn("/certificates"),
  "POST /certificates/renew": contact(200, NUMBER),
  "GET /certificates/:number/renew": contact(),
  "POST /certificates/:number/renew": contact(422),
  "GET /certificates/:number/reissue": contact(),
  "POST /certificates/:number/reissue": contact(422),
  "GET /certificates/:number/revoke": contact(409),
  "POST /certificates/:number/revoke": contact(409),
  "GET /certificates/:number/mute": contact(),
  "POST /certificates/:number/mute": contact(422),
  "GET /certificates/:number/unmute": contact(),
  "POST /certificates/:number/unmute": contact(303),
  "GET /certificates/:number/download/:format": contact(),

  "GET /orders": signedIn(),
  "GET /orders.csv": signedIn(),
  "GET /orders.json": signedIn(),
  "GET /orders/new": signedIn(),
  "POST /orders/new": signedIn(422),
  "GET /orders/:number": contact(),
  "GET /orders/:number/withdraw": contact(),
  "POST /orders/:number/withdraw": contact(409),

  "GET /organisations": signedIn(),
  "GET /organisations.csv": signedIn(),
  "GET /organisations.json": signedIn(),
  "GET /organisations/new": signedIn(),
  "POST /organisations/new": signedIn(422),
  "GET /organisations/:reference": contact(),
  "GET /organisations/:reference/edit": contact(),
  "POST /organisations/:reference/edit": contact(422),
  "GET /organisations/:reference/technical-contact": contact(),
  "POST /organisations/:reference/technical-contact": contact(422),
  "GET /organisations/:reference/technical-contact/invite": contact(),
  "POST /organisations/:reference/technical-contact/invite": contact(422),

  "GET /handovers": signedIn(),
  "GET /handovers.csv": signedIn(),
  "GET /handovers.json": signedIn(),
  "GET /handovers/:reference": sides(),
  "GET /handovers/:reference/withdraw": sides(),
  "POST /handovers/:reference/withdraw": starter(409),
  "GET /handovers/:reference/accept": sides(),
  "POST /handovers/:reference/accept": follower(409),
  "GET /handovers/:reference/decline": sides(),
  "POST /handovers/:reference/decline": follower(409),
  "GET /handovers/:reference/authorise": sides(),
  "POST /handovers/:reference/authorise": follower(409),
  "GET /handovers/:reference/resend": sides(),
  "POST /handovers/:reference/resend": starter(409),
  "GET /handovers/:reference/new-password": sides(),
  "POST /handovers/:reference/new-password": starter(409),
  "GET /handovers/:reference/receipt": sides(),
  "GET /handovers/:reference/receipt.p7m": sides(),

  "GET /handover": all(410, NO_TOKEN),
  "GET /handover/accept": all(410, NO_TOKEN),
  "POST /handover/accept": all(410, NO_TOKEN),
  "GET /handover/decline": all(410, NO_TOKEN),
  "POST /handover/decline": all(410, NO_TOKEN),
  "GET /handover/accepted": all(200),
  "GET /handover/declined": all(200),
  "GET /invitation/refuse": all(410, NO_TOKEN),
  "POST /invitation/refuse": all(410, NO_TOKEN),
  "GET /invitation/refused": all(200),

  "GET /approvals": officers(),
  "GET /approvals.csv": officers(),
  "GET /approvals.json": officers(),
  "GET /approvals/approve": officers(),
  "POST /approvals/approve": officers(200, NUMBER),
  "GET /approvals/:number": officers(),
  "GET /approvals/:number/csr": officers(),
  "GET /approvals/:number/approve": officers(),
  "POST /approvals/:number/approve": officers(409),
  "GET /approvals/:number/reject": officers(),
  "POST /approvals/:number/reject": officers(422),
  "GET /approvals/:number/retry": officers(),
  "POST /approvals/:number/retry": officers(409),
  "GET /approvals/:number/certificate": officers(),
  "POST /approvals/:number/certificate": officers(409),
  "GET /approvals/:number/refused": officers(),
  "POST /approvals/:number/refused": officers(422),
  "GET /approvals/organisations": officers(),
  "GET /approvals/organisations.csv": officers(),
  "GET /approvals/organisations.json": officers(),
  "GET /approvals/organisations/:reference": officers(),
  "POST /approvals/organisations/:reference/check": officers(409),
};
