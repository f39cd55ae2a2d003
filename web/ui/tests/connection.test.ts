// Following a call over a line that breaks: nothing is lost and nothing comes twice.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BACK_OFF, followCall, followLive, type Status } from "../src/lib/connection.ts";
import type { AnyEvent } from "../src/lib/events.ts";
import { Scope } from "../src/lib/scope.ts";

/** The service's end of a line, as far as the page can tell. */
class Line extends EventTarget {
  static all: Line[] = [];
  readonly address: string;
  closed = false;

  constructor(address: string) {
    super();
    this.address = address;
    Line.all.push(this);
  }

  static get last(): Line {
    return Line.all.at(-1) as Line;
  }

  open(): void {
    this.dispatchEvent(new Event("open"));
  }

  say(...messages: (object | string)[]): void {
    for (const message of messages)
      this.dispatchEvent(new MessageEvent("message", { data: typeof message === "string" ? message : JSON.stringify(message) }));
  }

  drop(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  close(): void {
    this.closed = true;
  }
}

const note = (seq: number): AnyEvent => ({ type: "note.added", call: "c", at: seq, seq, text: `note ${seq}`, begun: seq });
const ended = (seq: number): AnyEvent => ({ type: "call.ended", call: "c", at: seq, seq, duration: seq, coverage: { rep: null, client: null } });
const lag: AnyEvent = { type: "recogniser.lag", call: "c", at: 1, seconds: 1, load: 0.5, weights: null };

let scope: Scope;
let heard: AnyEvent[];
let statuses: Status[];
let unreadable: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
  vi.stubGlobal("location", new URL("http://127.0.0.1:8765/overlay"));
  [scope, heard, statuses, unreadable, Line.all] = [new Scope(), [], [], 0, []];
});

afterEach(() => {
  scope.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function follow(call = "c"): void {
  followCall(scope, call, {
    heard: (events) => heard.push(...events),
    status: (status) => statuses.push(status),
    unreadable: () => (unreadable += 1),
  });
}

const realTimeout = globalThis.setTimeout;
const numbers = () => heard.map((event) => ("seq" in event ? event.seq : event.type));

/** Deliveries go through a message channel, which fake timers leave alone: as many rounds as it takes, and some more for what must not come. */
async function delivered(count: number): Promise<void> {
  for (let round = 0; round < 400 && heard.length < count; round += 1) await new Promise((resolve) => realTimeout(resolve, 5));
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => realTimeout(resolve, 1));
}

describe("following a call", () => {
  it("asks for everything at first, and hears facts and hints in order", async () => {
    follow();
    expect(Line.last.address).toBe("ws://127.0.0.1:8765/api/calls/c/events?after=0");
    Line.last.open();
    Line.last.say(note(1), note(2), lag, note(3));
    await delivered(4);
    expect(numbers()).toEqual([1, 2, "recogniser.lag", 3]);
    expect(statuses).toEqual(["connecting", "open"]);
  });

  it("comes back with the last fact it has, after a while that grows", async () => {
    follow();
    Line.last.open();
    Line.last.say(note(1), note(2));
    Line.last.drop(1006);
    expect(statuses.at(-1)).toBe("reconnecting");
    for (const [attempt, pause] of [...BACK_OFF, BACK_OFF.at(-1) ?? 0].entries()) {
      vi.advanceTimersByTime(pause - 1);
      expect(Line.all).toHaveLength(attempt + 1);
      vi.advanceTimersByTime(1);
      expect(Line.all).toHaveLength(attempt + 2);
      expect(Line.last.address).toContain("after=2");
      Line.last.drop(1006);
    }
    vi.runOnlyPendingTimers();
    Line.last.open();
    Line.last.say(note(3));
    await delivered(3);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(statuses.at(-1)).toBe("open");
  });

  it("waits as short as at first again once something was heard, but not because the door merely opened", () => {
    follow();
    const pause = () => {
      const before = Line.all.length;
      let waited = 0;
      while (Line.all.length === before) waited += vi.advanceTimersByTime(50) ? 50 : 0;
      return waited;
    };
    Line.last.drop(1006);
    expect(pause()).toBe(BACK_OFF[0]);
    Line.last.open();
    Line.last.drop(1011);
    expect(pause()).toBe(BACK_OFF[1]);
    Line.last.say(note(1));
    Line.last.drop(1011);
    expect(pause()).toBe(BACK_OFF[0]);
  });

  it("hears a fact that comes again only once", async () => {
    follow();
    Line.last.say(note(1), note(2), note(2), note(1), note(3));
    await delivered(3);
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it("asks again where a fact is missing, and goes on without it where it cannot be had", async () => {
    follow();
    Line.last.say(note(1), note(3));
    expect(Line.last.closed).toBe(true);
    vi.runOnlyPendingTimers();
    expect(Line.last.address).toContain("after=1");
    Line.last.say(note(2), note(3), note(5));
    vi.runOnlyPendingTimers();
    expect(Line.last.address).toContain("after=3");
    Line.last.say(note(5), note(6));
    await delivered(5);
    expect(numbers()).toEqual([1, 2, 3, 5, 6]);
    expect(Line.all).toHaveLength(3);
  });

  it("is done when an ended call has been told to the end", async () => {
    follow();
    Line.last.say(note(1), ended(2));
    Line.last.drop(1000);
    expect(statuses.at(-1)).toBe("done");
    expect(numbers()).toEqual([1, 2]);
    await delivered(2);
    vi.runAllTimers();
    expect(numbers()).toEqual([1, 2]);
    expect(Line.all).toHaveLength(1);
  });

  it("does not take a service that stops for the end of the call", () => {
    follow();
    Line.last.say(note(1));
    Line.last.drop(1000);
    expect(statuses.at(-1)).toBe("reconnecting");
  });

  it("gives up on a call that is not there", () => {
    follow("no/such");
    expect(Line.last.address).toContain("/api/calls/no%2Fsuch/events");
    Line.last.drop(4404);
    vi.runAllTimers();
    expect(statuses.at(-1)).toBe("unknown");
    expect(Line.all).toHaveLength(1);
  });

  it("says so when it does not understand, and goes on", async () => {
    follow();
    Line.last.say(note(1), '{"type":"call.sang","seq":2}', note(3));
    vi.runOnlyPendingTimers();
    Line.last.say('{"type":"call.sang","seq":2}', note(3));
    await delivered(2);
    expect(numbers()).toEqual([1, 3]);
    expect(unreadable).toBe(2);
  });

  it("ends with its scope", async () => {
    follow();
    Line.last.say(note(1));
    scope.close();
    expect(Line.last.closed).toBe(true);
    Line.last.say(note(2));
    Line.last.drop(1006);
    vi.runAllTimers();
    await delivered(0);
    expect(heard).toEqual([]);
    expect(Line.all).toHaveLength(1);
  });
});

describe("following what is live", () => {
  it("hears each change, and comes back by itself", () => {
    const calls: (string | null)[] = [];
    followLive(
      scope,
      (call) => calls.push(call),
      (status) => statuses.push(status),
    );
    expect(Line.last.address).toBe("ws://127.0.0.1:8765/api/live");
    Line.last.say({ call: null }, { call: "a" });
    Line.last.drop(1000);
    vi.runOnlyPendingTimers();
    Line.last.open();
    Line.last.say({ call: null });
    expect(calls).toEqual([null, "a", null]);
    expect(statuses).toEqual(["connecting", "reconnecting", "open"]);
  });
});
