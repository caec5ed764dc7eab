/** Something that the person at the terminal can mend: one sentence that says what and how. */
export class LocalError extends Error {}
