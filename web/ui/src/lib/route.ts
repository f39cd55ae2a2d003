// Which address shows which page.

/** Where in a call: an utterance, or seconds since it began. */
export type Place = { utterance: string } | { at: number };

export type Route = { page: "home"; client: string | null } | { page: "overlay"; call: string | null; device: boolean } | { page: "call"; call: string; place: Place | null } | { page: "clients" } | { page: "client"; client: string } | { page: "import-contacts" } | { page: "search" } | { page: "due" } | { page: "playbook" } | { page: "outcomes" } | { page: "missing"; path: string };

export function routeOf(address: URL): Route {
  const [first, second, ...rest] = address.pathname.split("/").filter(Boolean);
  // `client`: with whom a call is to be begun.
  if (first === undefined) return { page: "home", client: address.searchParams.get("client") };
  if (first === "overlay" && second === undefined) {
    // `device`: on one that a link let in, which may show this call's overlay and nothing else.
    return { page: "overlay", call: address.searchParams.get("call"), device: address.searchParams.has("device") };
  }
  if (first === "clients" && rest.length === 0) {
    if (second === undefined) return { page: "clients" };
    if (second === "import") return { page: "import-contacts" };
    const client = decoded(second);
    if (client !== null) return { page: "client", client };
  }
  if (first === "search" && second === undefined) return { page: "search" };
  if (first === "due" && second === undefined) return { page: "due" };
  if (first === "playbook" && second === undefined) return { page: "playbook" };
  if (first === "outcomes" && second === undefined) return { page: "outcomes" };
  if (first === "calls" && second !== undefined && rest.length === 0) {
    const call = decoded(second);
    if (call !== null) return { page: "call", call, place: placeIn(address.searchParams) };
  }
  return { page: "missing", path: address.pathname };
}

function placeIn(query: URLSearchParams): Place | null {
  const utterance = query.get("utterance");
  const at = Number.parseFloat(query.get("at") ?? "");
  return utterance ? { utterance } : Number.isFinite(at) && at >= 0 ? { at } : null;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    if (cause instanceof URIError) return null;
    throw cause;
  }
}
