// What is on the screen is in the address: `?page=entity&iri=…`. Everything lies in the query part, so that the server
// gives the same file for all of it.

export type Parameters = Record<string, string | number | null | undefined>;

type Listener = (parameters: URLSearchParams) => void;

let listener: Listener = () => {};

/** The parameters of the address. */
export function current(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** An address of a page; parameters without a value are left out, so that addresses stay short. */
export function to(page: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  if (page !== "search") search.set("page", page);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? location.pathname : `${location.pathname}?${text}`;
}

/** Goes to an address of the application; `replace` keeps the history as it is, for what is typed. */
export function go(address: string, replace = false): void {
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  listener(current());
}

/** The address of the page that is shown, with some parameters changed. */
export function changed(parameters: Parameters): string {
  const search = current();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === "") search.delete(name);
    else search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? location.pathname : `${location.pathname}?${text}`;
}

/** Begins to listen: to the back button, and to clicks on links that stay within the application. */
export function start(show: Listener): void {
  listener = show;
  addEventListener("popstate", () => show(current()));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.hasAttribute("download") || link.target || link.origin !== location.origin) return;
    if (link.pathname !== location.pathname || link.hash !== "") return;
    event.preventDefault();
    go(link.pathname + link.search);
    scrollTo(0, 0);
  });
  show(current());
}
