/** JSON as it is read, undefined where the text is none. What is wrong with it is not told: such an error quotes the text. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
