/** The shared words: imports nothing of ours, and everything may import it. */
export * from './calendar.ts';
export * from './fault.ts';
export * from './formula.ts';
export * from './group-by.ts';
export * from './ids.ts';
export * from './kinds.ts';
export * from './money.ts';
export * from './month-names.ts';
export * from './shell-word.ts';
export * from './working-days.ts';
export * from './zone-clock.ts';
