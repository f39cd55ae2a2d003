// Which address shows which page.

export type Route = { page: "home" } | { page: "overlay"; call: string | null } | { page: "call"; call: string } | { page: "playbook" } | { page: "missing"; path: string };

export function routeOf(address: URL): Route {
  const [first, second, ...rest] = address.pathname.split("/").filter(Boolean);
  if (first === undefined) return { page: "home" };
  if (first === "overlay" && second === undefined) return { page: "overlay", call: address.searchParams.get("call") };
  if (first === "playbook" && second === undefined) return { page: "playbook" };
  if (first === "calls" && second !== undefined && rest.length === 0) {
    const call = decoded(second);
    if (call !== null) return { page: "call", call };
  }
  return { page: "missing", path: address.pathname };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    if (cause instanceof URIError) return null;
    throw cause;
  }
}
