// One who has no mouse: everything is reached by Tab, and whatever has the focus must be seen to have it.
import assert from "node:assert/strict";

const MOST_STOPS = 200;

// What is wrong with the element that has the focus; null at the end of the page.
function lookAtFocus() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const boxes = [...element.getClientRects()];
  const inside = (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const uncovered = (box) => {
    const hit = document.elementFromPoint((Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2);
    return hit && (element.contains(hit) || hit.contains(element) || hit.closest("label")?.control === element);
  };
  const wrong = [];
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push("no outline");
  if (!boxes.some(inside)) wrong.push("out of sight");
  else if (!boxes.filter(inside).some(uncovered)) wrong.push("covered");
  if (element.tabIndex > 0) wrong.push("an order of its own");
  return { wrong, html: element.outerHTML.slice(0, 120) };
}

export class Keyboard {
  constructor(page) {
    Object.assign(this, { page, stops: 0 });
  }

  // Tab by Tab to the element; beyond the page's end it goes on from the beginning, as browsers do.
  async reaches(selector) {
    const target = this.page.locator(selector).first();
    await target.waitFor({ state: "attached" });
    for (let i = 0; i < MOST_STOPS; i += 1) {
      await this.page.keyboard.press("Tab");
      this.stops += 1;
      const seen = await this.page.evaluate(lookAtFocus);
      if (seen) assert.deepEqual(seen.wrong, [], `${this.page.url()}: ${seen.html}`);
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${selector} is not reached on ${this.page.url()}`);
  }

  async types(selector, text) {
    await this.reaches(selector);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  async presses(selector, key = "Enter") {
    await this.reaches(selector);
    await this.page.keyboard.press(key);
  }

  // Enter on a link or button, or in a field; the response of the page that it leads to.
  async goes(selector) {
    if (selector) await this.reaches(selector);
    const [response] = await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press("Enter")]);
    return response;
  }

  async downloads(selector) {
    await this.reaches(selector);
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.keyboard.press("Enter")]);
    return download;
  }
}
