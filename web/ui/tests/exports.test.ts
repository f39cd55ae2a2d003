// What is said of where approved notes go.
import { expect, test } from "vitest";
import type { Sent } from "../src/lib/api/exports.ts";
import { arrival, destination } from "../src/lib/exports.ts";

const SENT: Sent = { target: "crm", state: "waiting", attempts: 0, made: "2026-03-04T10:00:00Z", next_try: "2026-03-04T10:00:00Z", delivered: null, fault: null };

test("a webhook elsewhere is told from one on this machine", () => {
  expect(destination({ name: "folder", address: "/notes", here: true })).toBe("the folder /notes");
  expect(destination({ name: "crm", address: "crm.example.com", here: false })).toBe("the webhook crm (crm.example.com, another machine)");
  expect(destination({ name: "crm", address: "localhost", here: true })).toBe("the webhook crm (localhost, this machine)");
});

test("what waits, has arrived, failed and was given up is said", () => {
  expect(arrival(SENT)).toBe("crm: on its way");
  expect(arrival({ ...SENT, attempts: 1, fault: "answered 500" })).toMatch(/^crm: not there yet after 1 attempt: answered 500; again Wed 4 Mar 2026, /);
  expect(arrival({ ...SENT, attempts: 10, state: "given-up", next_try: null, fault: "answered 500" })).toBe("crm: given up after 10 attempts: answered 500");
  expect(arrival({ ...SENT, target: "folder", attempts: 1, state: "arrived", next_try: null, delivered: "2026-03-04T10:00:05Z" })).toMatch(/^Folder: arrived Wed 4 Mar 2026, /);
});
