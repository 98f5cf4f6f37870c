/**
 * The small shapes that many routes share, in the forms of SPEC 10: amounts are strings with a decimal
 * point, instants ISO 8601 with offset, dates YYYY-MM-DD, months YYYY-MM. Each carries the id under
 * which the description shows it once.
 */
import { z } from 'zod';
import {
  customerId,
  employeeId,
  type LocalDate,
  type Month,
  parseLocalDate,
  parseMonth,
  resellerId,
} from '../../kernel/index.ts';

/** What an id may hold; a NUL or another control character would never reach the database. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const ID = /^[^\u0000-\u001f\u007f]{1,64}$/;
const idText = z.string().regex(ID, 'must be 1 to 64 characters, none of them a control character');

export const resellerIdSchema = idText.transform((text) => resellerId(text));
export const customerIdSchema = idText.transform((text) => customerId(text));
export const employeeIdSchema = idText.transform((text) => employeeId(text));

/** The number of a row, as text in paths and JSON. */
export const numberIdSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, 'must be a whole number above 0')
  .transform((text) => BigInt(text));

export const monthSchema = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, 'must be a month, written YYYY-MM')
  .transform((text) => text as Month);

export const dateSchema = z
  .string()
  .refine((text) => parseLocalDate(text) !== undefined, 'must be a date, written YYYY-MM-DD')
  .transform((text) => text as LocalDate);

export const instantSchema = z
  .string()
  .datetime({ offset: true, message: 'must be an instant with its offset, ISO 8601' })
  .transform((text) => new Date(text));

/** Text that people read: no control characters, not blank. */
export const textSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .regex(/^\P{Cc}*$/u, 'must not hold a line break or another control character');

/** Out-going shapes. */
export const amountOut = z.string().meta({ description: 'Kroner, such as "1230.00"' });
export const instantOut = z.string().meta({ format: 'date-time' });
export const dateOut = z.string().meta({ format: 'date' });
export const monthOut = z.string().meta({ description: 'YYYY-MM' });
