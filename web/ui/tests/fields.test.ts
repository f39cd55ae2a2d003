// One field is changed; everything else stays as it was typed.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lineOf, setField } from "../src/lib/fields.ts";

const TEXT = `# Ours.
like: default

prompts:

  # About the purpose.
  state-purpose:
    text: State your purpose   # as agreed
    kinds:
    - purpose
    - renewal

  set-goal: {text: "What do you want?", active: false}  # off

# After the prompts.
own:
  ask-budget:
    text: |
      Ask for
      the budget
    when: {said: {by: client, phrases: [price]}}
`;

function changed(text: string, ...[prompt, field, value]: Parameters<typeof setField> extends [string, ...infer Rest] ? Rest : never): string {
  const edit = setField(text, prompt, field, value);
  if (!edit) throw new Error("nothing to change");
  return text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
}

describe("setField", () => {
  it.each([
    ["state-purpose", "text", "Say why", "    text: State your purpose   #", "    text: Say why   #"],
    ["state-purpose", "kinds", ["service"], "    kinds:\n    - purpose\n    - renewal\n", "    kinds: [service]\n"],
    ["state-purpose", "seconds", 8, "    text: State", "    seconds: 8\n    text: State"],
    ["set-goal", "active", true, "active: false}", "active: true}"],
    ["set-goal", "text", "Stop, {then} ask", '"What do you want?"', '"Stop, {then} ask"'],
    ["set-goal", "seconds", 5, "{text:", "{seconds: 5, text:"],
    ["ask-budget", "text", "Ask what it may cost", "text: |\n      Ask for\n      the budget\n", "text: Ask what it may cost\n"],
    ["let-them-talk", "active", false, "# off\n", "# off\n\n  let-them-talk:\n    active: false\n"],
  ] as const)("%s.%s becomes %s", (prompt, field, value, before, after) => {
    expect(TEXT).toContain(before);
    expect(changed(TEXT, prompt, field, value)).toBe(TEXT.replace(before, after));
  });

  it.each([
    ["", "prompts:\n  a:\n    text: x\n"],
    ["like: default", "like: default\n\nprompts:\n  a:\n    text: x\n"],
    ["prompts:\n", "prompts:\n  a:\n    text: x\n"],
    ["prompts: {}\n", "prompts: \n  a:\n    text: x\n"],
    ["prompts:  # ours\n  b:\n    text: y", "prompts:  # ours\n  b:\n    text: y\n\n  a:\n    text: x"],
    ["prompts:\n  b:\n    text: y\n    # active: false\n\n  # c:\n", "prompts:\n  b:\n    text: y\n    # active: false\n\n  a:\n    text: x\n\n  # c:\n"],
    ["prompts: {b: {text: y}}\n", "prompts: {a: {text: x}, b: {text: y}}\n"],
    ["prompts:\n  a:  # ours\n", "prompts:\n  a:  # ours\n    text: x\n"],
    ["prompts:\n  a: {}\n", "prompts:\n  a: {text: x}\n"],
    ["prompts:\n  a:\n    text:\n", "prompts:\n  a:\n    text: x\n"],
    ["prompts:\n  a:\n    text:   # to come\n", "prompts:\n  a:\n    text: x   # to come\n"],
    ["prompts:\r\n  b:\r\n    text: y\r\n", null],
  ])("finds or makes the place in %j", (before, after) => {
    const text = changed(before, "a", "text", "x");
    if (after !== null) expect(text).toBe(after);
    expect(parse(text)).toMatchObject({ prompts: { a: { text: "x" } } });
  });

  it.each(["Don't push: offer", "yes", "no # comment", "{answer}", "- dash", "12", "“quoted”", "a: b", "~", '"', "x".repeat(200), "é ü", "two\nlines"])("writes %j so that it is read again", (value) => {
    const text = changed(TEXT, "state-purpose", "text", value);
    expect(parse(text, { version: "1.1" })).toMatchObject({ prompts: { "state-purpose": { text: value } } });
    expect(text).toContain("# as agreed");
  });

  it("leaves a text alone that is no playbook yet", () => {
    for (const text of ["prompts: [", "- a", "prompts:\n  a: text", "prompts: {a: 1}\nprompts: {}", "prompts: ours"]) expect(setField(text, "a", "text", "x")).toBeNull();
  });
});

describe("lineOf", () => {
  it("counts from 1", () => {
    expect([lineOf(TEXT, "state-purpose"), lineOf(TEXT, "ask-budget"), lineOf(TEXT, "let-them-talk")]).toEqual([7, 17, null]);
  });
});
