// The link: what the address of the page says of a stage, written without a new entry in the browser's history.

/** Whether a stage says in the address where it is. @param {any} stage */
export const isLinked = (stage) => stage.data.linked !== false;

/** Set parameters of the address; an empty text takes one away. @param {Record<string, string>} parameters */
export function setParameters(parameters) {
  const url = new URL(window.location.href);
  for (const [name, text] of Object.entries(parameters)) {
    if (text) url.searchParams.set(name, text);
    else url.searchParams.delete(name);
  }
  // Commas are legal in a query and far easier to read than their escape.
  url.search = url.search.replaceAll("%2C", ",").replaceAll("%2A", "*");
  if (url.href === window.location.href) return;
  try {
    window.history.replaceState(window.history.state, "", url);
  } catch {
    // A frame without an address of its own has no link to keep.
  }
}
