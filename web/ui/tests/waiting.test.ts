// What is typed and not saved is kept by tab, and can be taken over by another.
import { beforeEach, describe, expect, it } from "vitest";
import { type Kept, leftBehind, WaitingShelf } from "../src/lib/waiting.ts";

class Shelf extends Map<string, string> {
  readonly names = () => [...this.keys()];

  get length(): number {
    return this.size;
  }

  key(index: number): string | null {
    return this.names()[index] ?? null;
  }

  getItem(name: string): string | null {
    return this.get(name) ?? null;
  }

  setItem(name: string, value: string): void {
    if (value.length > 300) throw new DOMException("full", "QuotaExceededError");
    this.set(name, value);
  }

  removeItem(name: string): void {
    this.delete(name);
  }
}

const KEPT: Kept = { waiting: [{ change: { op: "set-text", id: "1", line: "a", text: "Mine", was: "" }, sent: true, of: null }], corrections: [] };
const NOTHING: Kept = { waiting: [], corrections: [] };

let browser: Shelf;
let one: WaitingShelf;
let other: WaitingShelf;

beforeEach(() => {
  browser = new Shelf();
  one = new WaitingShelf("call", "1", () => browser as unknown as Storage);
  other = new WaitingShelf("call", "2", () => browser as unknown as Storage);
});

describe("WaitingShelf", () => {
  it("keeps what each tab has, and shows one what others have left", () => {
    expect(one.keep(KEPT)).toBe(true);
    expect(one.others()).toEqual([]);
    expect(other.others()).toEqual([one.name]);
    expect(other.read(one.name)).toEqual(KEPT);
    other.drop(one.name);
    expect(other.others()).toEqual([]);
  });

  it("has nothing of other calls, nor of a call whose id begins alike", () => {
    new WaitingShelf("call-2", "1", () => browser as unknown as Storage).keep(KEPT);
    expect(one.others()).toEqual([]);
  });

  it("is found whatever call it is of, and among whatever else the browser keeps", () => {
    one.keep(KEPT);
    browser.set("callcue-quiet", "on");
    browser.set("callcue.review/odd", "{}");
    expect(leftBehind(() => browser as unknown as Storage)).toEqual([{ name: one.name, call: "call" }]);
  });

  it("leaves nothing behind where nothing waits", () => {
    one.keep(KEPT);
    expect(one.keep(NOTHING)).toBe(true);
    expect(browser.length).toBe(0);
  });

  it("says so when there is no room", () => {
    const long: Kept = { waiting: [], corrections: [{ utterance: "u1", text: "x".repeat(400), side: null, was: "", ready: false }] };
    expect(one.keep(long)).toBe(false);
  });

  it("does without where the browser refuses", () => {
    const shelf = new WaitingShelf("call", "1", () => {
      throw new DOMException("no", "SecurityError");
    });
    expect([shelf.keep(KEPT), shelf.others(), shelf.read(shelf.name)]).toEqual([false, [], null]);
    shelf.drop(shelf.name);
  });

  it.each(["", "null", "{", '{"waiting": 1}', '{"waiting": []}'])("takes %j for nothing", (written) => {
    browser.set(one.name, written);
    expect(one.read(one.name)).toBeNull();
  });
});
