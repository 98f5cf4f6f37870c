/**
 * Why a re-rated month is computed again, as a mark keeps it and a bill reads it. Causes of usage are
 * otherwise names of files, and no file's name holds a slash.
 */
const PREFIX = 'rerate/';

/** The cause that a re-rating by a deck leaves in its marks. */
export const rerateCause = (deckId: bigint): string => `${PREFIX}${deckId}`;

/** The deck that a cause tells of; undefined where it is something else. */
export const rerateDeck = (cause: string): string | undefined =>
  cause.startsWith(PREFIX) ? cause.slice(PREFIX.length) : undefined;
