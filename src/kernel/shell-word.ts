/** A word as it can be typed into a shell, in sentences and examples that people copy. */
export const shellWord = (word: string): string =>
  /^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
