// What a reader has reached, kept in this browser alone: no account, nothing on the server.

const STORE = "explorer";

/** @typedef {{goals:Record<string, {reached:string[], of:number}>, last?:{stem:string, search:string}}} Progress */

/** @returns {Progress} */
export function recall() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(STORE) ?? "{}");
    return { goals: {}, ...kept };
  } catch {
    return { goals: {} }; // storage is switched off or holds something else
  }
}

/** Remember where a lesson stands. @param {string} stem @param {string[]} reached @param {number} of
 * @param {string} search of its address */
export function remember(stem, reached, of, search) {
  const kept = recall();
  const before = kept.goals[stem]?.reached ?? [];
  kept.goals[stem] = { reached: [...new Set([...before, ...reached])], of };
  const query = new URLSearchParams(search);
  query.delete("present"); // who comes back later comes back to the page
  kept.last = { stem, search: query.toString() };
  try {
    window.localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // A private window may refuse: the lesson goes on without memory.
  }
}

/** A component without a picture: tells Python once what this browser remembers.
 * @param {{data:any, setStateValue:(name:string, value:any) => void}} component */
export default function mount({ data, setStateValue }) {
  const kept = recall();
  const text = JSON.stringify(kept);
  if (text !== JSON.stringify({ goals: {} }) && text !== data.known) setStateValue("kept", text);
}
