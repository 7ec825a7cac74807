const modules = {};
modules['progress.mjs'] = (() => {
const STORE = "explorer";
function recall() {
try {
const kept = JSON.parse(window.localStorage.getItem(STORE) ?? "{}");
return { goals: {}, ...kept };
} catch {
return { goals: {} };
}
}
function remember(stem, reached, of) {
const kept = recall();
const before = kept.goals[stem]?.reached ?? [];
kept.goals[stem] = { reached: [...new Set([...before, ...reached])], of };
const query = new URLSearchParams(window.location.search);
query.delete("present");
kept.last = { stem, search: query.toString() };
try {
window.localStorage.setItem(STORE, JSON.stringify(kept));
} catch {
}
}
function mount({ data, setStateValue }) {
const kept = recall();
const text = JSON.stringify(kept);
if (text !== JSON.stringify({ goals: {} }) && text !== data.known) setStateValue("kept", text);
}
return { recall, remember, mount };
})();
const { recall, remember, mount } = modules['progress.mjs'];
export { recall, remember, mount as default };
