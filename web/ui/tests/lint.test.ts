// The home-made lint rules: what has to be undone belongs to a scope, and the message gives the fix.
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint({ cwd: join(import.meta.dirname, "..") });

async function complaints(code: string, file = "src/lib/anything.ts"): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(import.meta.dirname, "..", file) });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === "no-restricted-syntax").map(({ message }) => message);
}

describe("a plain", () => {
  it.each([
    ["window.addEventListener('keydown', () => {});", "scope.listen("],
    ["addEventListener('keydown', () => {});", "scope.listen("],
    ["socket.onmessage = () => {};", "scope.listen("],
    ["setTimeout(() => {}, 1);", "scope.timeout("],
    ["window.setInterval(() => {}, 1);", "scope.interval("],
    ["requestAnimationFrame(() => {});", "scope.soon("],
    ["new WebSocket('ws://here');", "scope.socket("],
  ])("%s is refused, and the fix is named", async (code, fix) => {
    expect(await complaints(code)).toEqual([expect.stringContaining(fix)]);
  });

  it("listener in a component is refused too", async () => {
    const code = '<script lang="ts">\n  document.addEventListener("click", () => {});\n</script>\n';
    expect(await complaints(code, "src/components/Anything.svelte")).toEqual([expect.stringContaining("scope.listen(")]);
  });

  it("listener is what a scope is made of", async () => {
    expect(await complaints("window.addEventListener('keydown', () => {});", "src/lib/scope.ts")).toEqual([]);
  });
});
