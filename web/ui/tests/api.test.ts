// Whatever goes wrong between page and service comes as a problem with a remedy.
import { afterEach, describe, expect, it, vi } from "vitest";
import { dismissPrompt, Failed, getCall, listCalls, problemOf } from "../src/lib/api.ts";

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", fetched);

afterEach(() => {
  fetched.mockReset();
});

async function problemFrom(asking: Promise<unknown>): Promise<[string, number]> {
  try {
    await asking;
  } catch (cause) {
    if (cause instanceof Failed) return [cause.problem.code, cause.status];
    throw cause;
  }
  return ["none", 0];
}

describe("asking", () => {
  it("gives what was answered", async () => {
    fetched.mockResolvedValue(Response.json([]));
    expect(await listCalls("two words")).toEqual([]);
    expect(fetched).toHaveBeenCalledWith("/api/calls?search=two+words", { method: "GET" });
  });

  it("takes an empty answer to an order", async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await dismissPrompt("a/b", "state-purpose", "not-helpful");
    const [address, request] = fetched.mock.lastCall ?? [];
    expect([address, request?.body]).toEqual(["/api/calls/a%2Fb/prompts/state-purpose/dismiss", '{"outcome":"not-helpful"}']);
  });

  it("hands on the service's own problem", async () => {
    fetched.mockResolvedValue(Response.json({ code: "unknown-call", message: "No.", remedy: "Look." }, { status: 404 }));
    expect(await problemFrom(getCall("x"))).toEqual(["unknown-call", 404]);
  });

  it("says so when the service is away", async () => {
    fetched.mockRejectedValue(new TypeError("fetch failed"));
    expect(await problemFrom(getCall("x"))).toEqual(["service-away", 0]);
  });

  it.each(["<h1>Bad gateway</h1>", "{}", "null"])("says so when the answer %s is nobody's", async (text) => {
    fetched.mockResolvedValue(new Response(text, { status: 502 }));
    expect(await problemFrom(getCall("x"))).toEqual(["bad-answer", 502]);
  });

  it("does not take a fault of the page for a problem of the service", async () => {
    fetched.mockRejectedValue(new RangeError("a fault"));
    await expect(getCall("x")).rejects.toThrow(RangeError);
    expect(() => problemOf(new RangeError("a fault"))).toThrow(RangeError);
  });
});
