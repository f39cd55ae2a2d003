// What is begun through a scope ends with it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../src/lib/scope.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a scope", () => {
  it("undoes all of it, last first, once", () => {
    const undone: number[] = [];
    const scope = new Scope();
    for (const number of [1, 2, 3]) scope.own(() => undone.push(number));
    scope.close();
    scope.close();
    expect(undone).toEqual([3, 2, 1]);
    expect(scope.closed).toBe(true);
  });

  it("undoes early on demand, and then not again", () => {
    const undo = vi.fn();
    const scope = new Scope();
    scope.own(undo)();
    scope.close();
    expect(undo).toHaveBeenCalledOnce();
  });

  it("undoes at once what comes after it was closed", () => {
    const scope = new Scope();
    scope.close();
    const [undo, action] = [vi.fn(), vi.fn()];
    scope.own(undo);
    scope.timeout(action, 1);
    scope.interval(action, 1);
    vi.advanceTimersByTime(5);
    expect(undo).toHaveBeenCalledOnce();
    expect(action).not.toHaveBeenCalled();
    expect(scope.child().closed).toBe(true);
  });

  it("stops listening", () => {
    const [target, handler, scope] = [new EventTarget(), vi.fn(), new Scope()];
    scope.listen(target, "ping", handler);
    target.dispatchEvent(new Event("ping"));
    scope.close();
    target.dispatchEvent(new Event("ping"));
    expect(handler).toHaveBeenCalledOnce();
  });

  it("stops its timers, and forgets those that are over", () => {
    const [once, often, late, scope] = [vi.fn(), vi.fn(), vi.fn(), new Scope()];
    scope.timeout(once, 10);
    scope.interval(often, 10);
    scope.timeout(late, 100);
    vi.advanceTimersByTime(25);
    scope.close();
    vi.advanceTimersByTime(200);
    expect([once, often, late].map(({ mock }) => mock.calls.length)).toEqual([1, 2, 0]);
  });

  it("goes by the clock it is given", () => {
    const clock = { setTimeout: vi.fn(() => 7), clearTimeout: vi.fn(), setInterval: vi.fn(), clearInterval: vi.fn() };
    const scope = new Scope();
    scope.timeout(() => {}, 10, clock as unknown as typeof globalThis);
    scope.close();
    expect(clock.clearTimeout).toHaveBeenCalledWith(7);
  });

  it("closes its children, which can close before", () => {
    const undone: string[] = [];
    const scope = new Scope();
    const [early, late] = [scope.child(), scope.child()];
    early.own(() => undone.push("early"));
    late.own(() => undone.push("late"));
    early.close();
    expect(undone).toEqual(["early"]);
    scope.close();
    expect(undone).toEqual(["early", "late"]);
  });

  it("does soon what was asked, unless closed before", async () => {
    vi.useRealTimers();
    const [action, never, scope, closed] = [vi.fn(), vi.fn(), new Scope(), new Scope()];
    scope.soon(action);
    closed.soon(never);
    closed.close();
    await vi.waitFor(() => {
      expect(action).toHaveBeenCalledOnce();
    });
    expect(never).not.toHaveBeenCalled();
    scope.close();
  });
});
