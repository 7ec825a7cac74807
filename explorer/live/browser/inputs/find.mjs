// Which of many words is meant by what is typed: those that begin so, then those that hold it.

// Letters that are not a plain letter with an accent.
const APART = /** @type {Record<string, string>} */ ({ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th" });

/** A text without capital letters and accents. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßæœøđðłıþ]/g, (letter) => APART[letter]);

/** Make a search: it gives the places of the first words that fit, and how many fit. @param {string[]} words
 * @returns {(text:string, most:number) => {places:number[], count:number}} */
export function finder(words) {
  const folded = words.map(fold);
  return (text, most) => {
    const wanted = fold(text.trim());
    /** @type {number[][]} what it is, what begins so, what holds it */
    const found = [[], [], []];
    let count = 0;
    for (let i = 0; i < folded.length; i += 1) {
      const at = folded[i].indexOf(wanted);
      if (at < 0) continue;
      count += 1;
      const list = found[at > 0 ? 2 : folded[i] === wanted ? 0 : 1];
      if (list.length < most) list.push(i);
    }
    return { places: found.flat().slice(0, most), count };
  };
}
