// How a stage looks on a light and on a dark page: the colours of roles and groups.

/** Give a stage the colours of its page. @param {HTMLElement} root @param {import("./payload.mjs").Payload} scene */
export function applyTheme(root, { roles, groups, scale }) {
  const paper = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const dark = paper ? luminance(paper) < 0.4 : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "dark" : "light";
  for (const [name, role] of Object.entries(roles)) {
    root.style.setProperty(`--role-${name}`, dark ? role.dark : role.light);
    root.style.setProperty(`--strong-${name}`, dark ? role.dark_strong : role.light_strong);
  }
  for (const [end, looks] of Object.entries(scale)) root.style.setProperty(`--scale-${end}`, looks[dark ? 1 : 0]);
  groups.forEach((group, i) => {
    root.style.setProperty(`--group-${i}`, group[dark ? 1 : 0]);
    root.style.setProperty(`--strong-group-${i}`, group[dark ? 4 : 3]);
  });
}

/** Where the reader's system says all colours, bring what goes with that. @param {HTMLElement} root @param {AbortSignal} signal */
export function followColours(root, signal) {
  const forced = window.matchMedia("(forced-colors: active)");
  const look = () => forced.matches && import("./forced.mjs").then(({ dress }) => dress(root));
  forced.addEventListener("change", look, { signal });
  look();
}

/** Relative luminance of a CSS colour written as #rgb, #rrggbb or rgb(...). @param {string} text */
function luminance(text) {
  let parts;
  if (text.startsWith("#")) {
    const long = text.length === 4 ? [...text.slice(1)].map((c) => c + c).join("") : text.slice(1, 7);
    parts = [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16));
  } else parts = (text.match(/[\d.]+/g) ?? ["255", "255", "255"]).slice(0, 3).map(Number);
  const [r, g, b] = parts.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
