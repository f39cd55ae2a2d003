// What is asked of the service about clients, and where their pages are.
import { afterEach, describe, expect, it, vi } from "vitest";
import { callAddress, clientAddress, getClient, lookAtContacts, type Choices } from "../src/lib/api/clients.ts";
import { routeOf } from "../src/lib/route.ts";

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", fetched);

afterEach(() => {
  fetched.mockReset();
});

describe("addresses", () => {
  it.each(["dana reyes", "a/b & c? #1", "import", "%", "漁 太郎"])("lead to the page of %s", (key) => {
    expect(routeOf(new URL(clientAddress(key), "http://127.0.0.1:8765"))).toEqual({ page: "client", client: key });
  });

  it("lead to the form for a call", () => {
    expect(routeOf(new URL(callAddress("A & B, Ltd"), "http://127.0.0.1:8765"))).toEqual({ page: "home", client: "A & B, Ltd" });
  });
});

describe("asking", () => {
  it("sends a key of any characters", async () => {
    fetched.mockResolvedValue(Response.json({}));
    await getClient("a/b & c");
    expect(fetched.mock.lastCall?.[0]).toBe("/api/client?key=a%2Fb+%26+c");
  });

  it("sends a file as it is, with what was decided", async () => {
    fetched.mockImplementation(() => Promise.resolve(Response.json({})));
    const file = new Blob(["a;b"]);
    const likely: Choices = { encoding: null, delimiter: null, header: null, fields: null, conflict: "keep" };
    const { signal } = new AbortController();
    await lookAtContacts(file, likely, signal);
    expect(fetched.mock.lastCall).toEqual(["/api/contacts/look?conflict=keep", { method: "POST", signal, body: file }]);
    await lookAtContacts(file, { encoding: "cp1252", delimiter: "\t", header: false, fields: ["name", null, "email"], conflict: "replace" }, signal);
    const query = "conflict=replace&encoding=cp1252&delimiter=%09&header=false&fields=name&fields=none&fields=email";
    expect(fetched.mock.lastCall?.[0]).toBe(`/api/contacts/look?${query}`);
  });
});
