// What is offered at a place of a playbook, by the schema that is published.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { offersAt, type Schema } from "../src/lib/completion.ts";

const SCHEMA = JSON.parse(readFileSync(new URL("../../../assistant/playbooks/playbook.schema.json", import.meta.url), "utf-8")) as Schema;

/** What is offered where the text has a bar. */
function offered(text: string): string[] {
  const at = text.indexOf("|");
  return (offersAt(SCHEMA, text.replace("|", ""), at)?.offers ?? []).map(({ label }) => label);
}

describe("offersAt", () => {
  it("offers keys", () => {
    expect(offered("|")).toEqual(expect.arrayContaining(["like", "prompts", "own"]));
    expect(offered("like: default\nprompts:\n\n  # ours\n  st|")).toEqual(expect.arrayContaining(["state-purpose", "set-goal"]));
    expect(offered("prompts:\n  state-purpose:\n    text: x\n    |")).toEqual(expect.arrayContaining(["text", "kinds", "urgency", "active", "settings", "phrases"]));
    expect(offered("prompts:\n  state-purpose:\n    settings:\n      |")).toEqual(["third_turn", "speech_seconds"]);
    expect(offered("own:\n  ask-budget:\n    when:\n      all:\n        - s|")).toEqual(expect.arrayContaining(["said", "not_said", "plan"]));
    expect(offered("own:\n  ask-budget:\n    when:\n      not_said:\n        |")).toEqual(expect.arrayContaining(["by", "within", "after"]));
    expect(offered("own:\n  ask-budget:\n    |")).toContain("when");
  });

  it("leaves out what a prompt has no use for", () => {
    const keys = offered("prompts:\n  set-goal:\n    |");
    expect(keys).toContain("text");
    expect(keys).not.toContain("phrases");
    expect(keys).not.toContain("when");
  });

  it("offers values", () => {
    expect(offered("prompts:\n  set-goal:\n    urgency: |")).toEqual(["answer", "rescue", "guide"]);
    expect(offered("prompts:\n  set-goal:\n    active: f|")).toEqual(["true", "false"]);
    expect(offered("prompts:\n  set-goal:\n    kinds: [purpose, re|")).toEqual(expect.arrayContaining(["service", "relationship"]));
    expect(offered("prompts:\n  set-goal:\n    kinds:\n      - p|")).toEqual(expect.arrayContaining(["purpose", "renewal"]));
    expect(offered("own:\n  a:\n    when:\n      said:\n        by: |")).toEqual(["rep", "client", "either"]);
  });

  it("says what a key is for, and where the word begins", () => {
    const text = "prompts:\n  set-goal:\n    urg";
    const found = offersAt(SCHEMA, text, text.length);
    expect(found?.from).toBe(text.length - 3);
    expect(found?.offers.find(({ label }) => label === "urgency")?.info).toContain("the client is waiting");
  });

  it.each(["prompts:\n  set-goal:\n    text: some words|", "like: default  # see|", "nowhere:\n  |", "prompts:\n  set-goal: {text: |"])("has nothing to say at %j", (text) => {
    expect(offered(text)).toEqual([]);
  });
});
