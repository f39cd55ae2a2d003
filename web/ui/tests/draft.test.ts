// What is typed is kept until it is saved, and no tab takes another's away.
import { beforeEach, describe, expect, it } from "vitest";
import { DraftShelf } from "../src/lib/draft.ts";

class Shelf extends Map<string, string> {
  getItem(name: string): string | null {
    return this.get(name) ?? null;
  }

  setItem(name: string, value: string): void {
    if (value.length > 100) throw new DOMException("full", "QuotaExceededError");
    this.set(name, value);
  }

  removeItem(name: string): void {
    this.delete(name);
  }
}

const FIRST = { text: "like: default", basedOn: "a1" };
const SECOND = { text: "like: ours", basedOn: null };

let browser: Shelf;
let one: DraftShelf;
let other: DraftShelf;

beforeEach(() => {
  browser = new Shelf();
  const [first, second] = [new Shelf(), new Shelf()];
  one = new DraftShelf("draft", [() => first, () => browser]);
  other = new DraftShelf("draft", [() => second, () => browser]);
});

describe("DraftShelf", () => {
  it("keeps a draft for this tab, and for one that is opened later", () => {
    expect(one.read()).toBeNull();
    expect(one.keep(FIRST)).toBe(true);
    expect([one.read(), other.read()]).toEqual([FIRST, FIRST]);
    one.drop();
    expect([one.read(), other.read()]).toEqual([null, null]);
  });

  it("keeps what two tabs write apart", () => {
    one.keep(FIRST);
    other.keep(SECOND);
    expect([one.read(), other.read()]).toEqual([FIRST, SECOND]);
    one.drop();
    expect([one.read(), other.read()]).toEqual([SECOND, SECOND]);
  });

  it("says so when there is no room", () => {
    expect(one.keep({ text: "x".repeat(200), basedOn: null })).toBe(false);
    expect(one.read()).toBeNull();
  });

  it("does without where the browser refuses", () => {
    const refused = (): Storage => {
      throw new DOMException("no", "SecurityError");
    };
    const shelf = new DraftShelf("draft", [refused, refused]);
    expect([shelf.keep(FIRST), shelf.read()]).toEqual([false, null]);
    shelf.drop();
  });

  it.each(["", "null", "{", '{"text": 1, "basedOn": null}', '{"text": "x"}'])("takes %j for no draft", (written) => {
    browser.setItem("draft", written);
    expect(one.read()).toBeNull();
  });
});
