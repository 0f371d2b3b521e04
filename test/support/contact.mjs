import { App } from "./totp.mjs";

// A person with an account and a browser, so that tests read as stories.
export const GOOD_PASSWORD = "Sieben Otter stapeln 31 Kacheln";
export const OTHER_PASSWORD = "Neun Lamas zersägen 54 Gondeln";

export class Contact {
  constructor(portal, { email, name, password }) {
    Object.assign(this, { portal, email, name, password, browser: portal.browser() });
  }

  async registers(values = {}) {
    const { email, name, password } = this;
    const answer = await this.browser.fills("/register", { email, name, phone: "", password, password_repeat: password, ...values });
    if (answer.status !== 303) throw new Error(`registration: ${answer.summary}`);
    return answer;
  }

  async confirms() {
    const mail = await this.portal.waitForMail(this.email);
    const answer = await this.browser.fills(mail.link, {});
    if (answer.status !== 303) throw new Error(`confirmation: ${answer.summary}`);
    return answer;
  }

  // Sends the sign-in form, whatever comes of it.
  triesToSignIn(password = this.password, next) {
    const path = next === undefined ? "/login" : `/login?next=${encodeURIComponent(next)}`;
    return this.browser.fills(path, { email: this.email, password });
  }

  // Wrong passwords until the portal answers 429 with a pause of at least two seconds; gives that answer.
  async triesUntilPaused(password = OTHER_PASSWORD) {
    for (let i = 0; i < 500; i += 1) {
      const answer = await this.triesToSignIn(password);
      if (![422, 429].includes(answer.status)) throw new Error(`wrong password: ${answer.summary}`);
      if (answer.status === 429 && Number(answer.headers["retry-after"]) >= 2) return answer;
    }
    throw new Error("no pause after 500 wrong passwords");
  }

  // With the second factor, where there is one.
  async signIn(password) {
    const answer = await this.triesToSignIn(password);
    if (answer.status !== 303) throw new Error(`sign-in of ${this.email}: ${answer.summary}`);
    return answer.location.includes("/login/second-factor") ? this.givesCode(answer) : answer;
  }

  async givesCode(redirect) {
    const answer = await this.browser.submit(await this.browser.follow(redirect), { code: this.code });
    if (answer.status !== 303) throw new Error(`code of ${this.email}: ${answer.summary}`);
    return answer;
  }

  // The app's, or a recovery code where it was asked too often within a minute.
  get code() {
    return this.app.next() ?? this.recoveryCodes.shift();
  }

  // { current_password } for forms that ask for it, with the code where there is a second factor.
  get proof() {
    return { current_password: this.password, ...(this.app && { code: this.code }) };
  }

  // Gives the page with the recovery codes.
  async setsUpSecondFactor() {
    const page = await this.gets("/account/second-factor");
    this.app = new App(page.page.one("pre").text, () => this.portal.offset ?? 0);
    const answer = await this.browser.submit(page, { new_code: this.app.next(), current_password: this.password });
    if (answer.status !== 200) throw new Error(`second factor of ${this.email}: ${answer.summary}`);
    this.recoveryCodes = answer.page.byId("recovery-codes").text.trim().split(/\s+/);
    return answer;
  }

  async signsOut() {
    const page = await this.browser.get("/account");
    return this.browser.submit(page, {}, { action: "/logout" });
  }

  async isSignedIn() {
    return (await this.browser.get("/account")).status === 200;
  }

  // The same person at another device.
  atAnotherDevice(options) {
    const other = new Contact(this.portal, this);
    Object.assign(other, { browser: this.portal.browser(options), app: this.app, recoveryCodes: this.recoveryCodes });
    return other;
  }

  get(path, options) {
    return this.browser.get(path, options);
  }

  // A page that must be there.
  async gets(path, options) {
    const answer = await this.browser.get(path, options);
    if (answer.status !== 200) throw new Error(`not got: ${answer.summary}`);
    return answer;
  }

  fills(path, values, options) {
    return this.browser.fills(path, values, options);
  }

  // Founds an organisation in the browser; gives its reference.
  async creates(details = {}) {
    const all = { name: "Muster AG", street: "Musterweg 1", postcode: "12345", city: "Musterstadt", country: "DE", ...details };
    const answer = await this.browser.fills("/organisations/new", all);
    if (answer.status !== 303) throw new Error(`organisation: ${answer.summary}`);
    return /ORG-\d{6,}/.exec(answer.location)[0];
  }
}
