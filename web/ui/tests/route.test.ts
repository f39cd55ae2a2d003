// Which address shows which page.
import { describe, expect, it } from "vitest";
import { routeOf } from "../src/lib/route.ts";

describe("routeOf", () => {
  it.each([
    ["/", { page: "home", client: null }],
    ["/?client=A%2FB+%26+C", { page: "home", client: "A/B & C" }],
    ["/search?words=red", { page: "search" }],
    ["/due", { page: "due" }],
    ["/due/soon", { page: "missing", path: "/due/soon" }],
    ["/clients", { page: "clients" }],
    ["/clients/import", { page: "import-contacts" }],
    ["/clients/%69mport", { page: "client", client: "import" }],
    ["/clients/a%2Fb%20%26%20c", { page: "client", client: "a/b & c" }],
    ["/clients/a/b", { page: "missing", path: "/clients/a/b" }],
    ["/clients/%ff", { page: "missing", path: "/clients/%ff" }],
    ["/overlay", { page: "overlay", call: null, device: false }],
    ["/overlay?call=20261121-213000-7f3a", { page: "overlay", call: "20261121-213000-7f3a", device: false }],
    ["/overlay?call=20261121-213000-7f3a&device=1", { page: "overlay", call: "20261121-213000-7f3a", device: true }],
    ["/calls/20261121-213000-7f3a", { page: "call", call: "20261121-213000-7f3a", place: null }],
    ["/calls/a%2Fb", { page: "call", call: "a/b", place: null }],
    ["/calls/a?at=12.5", { page: "call", call: "a", place: { at: 12.5 } }],
    ["/calls/a?at=soon", { page: "call", call: "a", place: null }],
    ["/calls/a?utterance=u3&at=1", { page: "call", call: "a", place: { utterance: "u3" } }],
    ["/playbook", { page: "playbook" }],
    ["/calls/%ff", { page: "missing", path: "/calls/%ff" }],
    ["/calls", { page: "missing", path: "/calls" }],
    ["/calls/a/replay", { page: "missing", path: "/calls/a/replay" }],
    ["/elsewhere", { page: "missing", path: "/elsewhere" }],
  ])("%s", (address, route) => {
    expect(routeOf(new URL(address, "http://127.0.0.1:8765"))).toEqual(route);
  });
});
