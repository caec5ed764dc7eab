/** Mail programs break longer lines wherever they like. */
const WIDTH = 76;

/** Breaks a text into lines of at most {@link WIDTH}, the later ones indented deeper. Links stay whole: in two they lead nowhere. */
export function wrap(text: string, first = '', later = first): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).flatMap((long) => pieces(long, WIDTH - later.length))) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = later;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** `  Source: …`, under which its later lines stand indented. */
export function row(label: string, text: string): string[] {
  return wrap(`${label}: ${text}`, '  ', '    ');
}

/** A word in pieces of whole characters that fit a line: one, as a rule. */
function pieces(word: string, room: number): string[] {
  if (word.includes('://')) return [word];
  const found = [''];
  for (const character of word) {
    const last = found.at(-1) ?? '';
    if (last.length + character.length <= room) found[found.length - 1] = last + character;
    else found.push(character);
  }
  return found;
}
