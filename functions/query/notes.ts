/** Each note once; one that another holds word for word, as those of several inputs do in part, is left out. */
export function distinctNotes(notes: readonly string[]): string[] {
  const distinct = [...new Set(notes)];
  return distinct.filter(
    (note) => !distinct.some((other) => other !== note && other.includes(note)),
  );
}
