/**
 * What is written after a command, read into the words of the house: a month, a date, an instant, a
 * document number. Anything else is wrong usage, which costs exit code 2 and opens no database.
 */
import { InvalidArgumentError } from 'commander';
import {
  type Instant,
  type LocalDate,
  type Money,
  type Month,
  moneyOf,
  parseInstant,
  parseLocalDate,
  parseMonth,
} from '../kernel/index.ts';

function wrong(sentence: string): never {
  throw new InvalidArgumentError(sentence);
}

export const monthArgument = (text: string): Month =>
  parseMonth(text) ?? wrong('A month is written YYYY-MM, such as 2026-10.');

export const dateArgument = (text: string): LocalDate =>
  parseLocalDate(text) ?? wrong('A date is written YYYY-MM-DD, such as 2026-11-02.');

export const instantArgument = (text: string): Instant =>
  parseInstant(text) ??
  wrong('An instant is written with its offset, such as 2026-10-01T12:00:00+02:00.');

/** A whole number from 0 on, small enough to be exact. */
export function countArgument(text: string): number {
  if (!/^\d{1,15}$/.test(text)) wrong('It must be a whole number, such as 60.');
  return Number(text);
}

/** Seconds with at most three decimals, from 0.001 to a day. */
export function secondsArgument(text: string): number {
  const seconds = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds <= 0 || seconds > 86_400) wrong('Seconds are written 5 or 0.5, at most a day.');
  return seconds;
}

/** Kroner with two decimals or none; more could not be paid. */
export function moneyArgument(text: string): Money {
  const match = /^(\d{1,9})(\.\d{2})?$/.exec(text);
  return match ? moneyOf(`${match[1]}${match[2] ?? '.00'}`) : wrong('Kroner are written 1230.00.');
}

/** A number that Takst gave to something: a finding, a claim, a request. */
export function idArgument(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) wrong('It is a number, as a list shows it.');
  return BigInt(text);
}

/** A document number is digits only, at most 9 of them (R31). */
export function documentNumberArgument(text: string): number {
  if (!/^\d{1,9}$/.test(text)) wrong('A document number has at most 9 digits, such as 10000001.');
  return Number(text);
}

/** `pdf,csv` → both names, each once. */
export function listArgument(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) wrong('Names are separated by commas, such as pdf,csv.');
  return [...new Set(names)];
}

/** `key=value`, as often as it is given. */
export function pairArgument(text: string, before: ReadonlyMap<string, string> = new Map()) {
  const at = text.indexOf('=');
  if (at < 1) wrong('It is written NAME=VALUE, such as month=2026-10.');
  const name = text.slice(0, at);
  if (before.has(name)) wrong(`${name} is given twice.`);
  return new Map(before).set(name, text.slice(at + 1));
}
